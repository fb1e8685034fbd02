import Testing
@Suite struct HostProtocolPlaceholder { @Test func builds() {} }
