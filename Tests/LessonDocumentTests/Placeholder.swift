import Testing
@Suite struct LessonDocumentPlaceholder { @Test func builds() {} }
