@_exported public import Plots
@_exported public import TeachingEngine
