import CDuktape
import Mustache
