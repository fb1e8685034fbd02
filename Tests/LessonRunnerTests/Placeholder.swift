import Testing
@Suite struct LessonRunnerPlaceholder { @Test func builds() {} }
