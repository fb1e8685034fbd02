import ArgumentParser
import FlyingFox
import LessonRunner
print("unroll")
