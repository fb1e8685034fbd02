import Testing
@Suite struct LessonRuntimePlaceholder { @Test func builds() {} }
