import Testing
@Suite struct PlotsPlaceholder { @Test func builds() {} }
