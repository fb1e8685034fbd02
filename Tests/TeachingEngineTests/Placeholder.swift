import Testing
@Suite struct TeachingEnginePlaceholder { @Test func builds() {} }
