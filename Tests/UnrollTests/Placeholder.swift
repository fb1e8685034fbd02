import Testing
@Suite struct UnrollPlaceholder { @Test func builds() {} }
