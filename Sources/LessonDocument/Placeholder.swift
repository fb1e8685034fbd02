import CMark
import SwiftParser
import SwiftSyntax
import SwiftIDEUtils
import SwiftParserDiagnostics
import Yams
