using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>One step of a compiled formula.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instruction(InstructionCode Code, double Value = 0, int Slot = 0, Func<double, double>? Function = null);
