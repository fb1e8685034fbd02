import Testing
@Suite struct LessonPagesPlaceholder { @Test func builds() {} }
