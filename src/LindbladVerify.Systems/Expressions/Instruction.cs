using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>One step of a compiled formula.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instruction(InstructionCode Code, NumberExpression? Number = null, int Slot = 0, FunctionName Function = default, ComparisonOperator Comparison = default);
