namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// A real formula or condition as a flat program for a stack machine: no code is generated at run time, no allocation per point.
/// Immutable and safe to use from several threads.
/// </summary>
/// <remarks>Cost: a few nanoseconds per operation; a formula of twenty operations runs several million times a second.</remarks>
public sealed class CompiledExpression
{
    private readonly Instruction[] program;
    private readonly int stackSize;
    private readonly int slotCount;

    private CompiledExpression(Expression expression, IReadOnlyList<string> slots)
    {
        Expression = expression;
        slotCount = slots.Count;
        program = FormulaCompiler.Compile(expression, slots, out stackSize);
    }

    /// <summary>What was compiled.</summary>
    public Expression Expression { get; }

    /// <summary>Compiles a formula of real numbers.</summary>
    /// <param name="expression">Names, pi, numbers, functions; no site operators, no i, no condition.</param>
    /// <param name="slots">The names, in the order in which values will be given.</param>
    /// <exception cref="ExpressionException">A name is not among the slots, or the expression is not real.</exception>
    public static CompiledExpression Formula(Expression expression, IReadOnlyList<string> slots) =>
        expression.IsCondition
            ? throw new ExpressionException(expression.Position, "a condition stands where a value is expected")
            : new CompiledExpression(expression, slots);

    /// <summary>Compiles a condition such as "Gc &gt; 20*Delta and P &lt; 1".</summary>
    /// <inheritdoc cref="Formula"/>
    public static CompiledExpression Condition(Expression expression, IReadOnlyList<string> slots) =>
        expression.IsCondition
            ? new CompiledExpression(expression, slots)
            : throw new ExpressionException(expression.Position, "a value stands where a condition is expected, such as 'a < b'");

    /// <summary>The value at a point; 1 or 0 for a condition. Outside its real domain (sqrt of a negative number) it is not a number.</summary>
    /// <param name="values">One value per slot, in their order.</param>
    /// <exception cref="ArgumentException">The number of values differs from that of the slots.</exception>
    public double Evaluate(params ReadOnlySpan<double> values)
    {
        if (values.Length != slotCount)
        {
            throw new ArgumentException($"{slotCount} values are needed, not {values.Length}.", nameof(values));
        }

        const int OnStack = 64;
        Span<double> stack = stackSize <= OnStack ? stackalloc double[OnStack] : new double[stackSize];
        int top = -1;
        foreach (ref readonly Instruction step in program.AsSpan())
        {
            switch (step.Code)
            {
                case InstructionCode.Constant: stack[++top] = step.Value; break;
                case InstructionCode.Slot: stack[++top] = values[step.Slot]; break;
                case InstructionCode.Negate: stack[top] = -stack[top]; break;
                case InstructionCode.Add: top--; stack[top] += stack[top + 1]; break;
                case InstructionCode.Subtract: top--; stack[top] -= stack[top + 1]; break;
                case InstructionCode.Multiply: top--; stack[top] *= stack[top + 1]; break;
                case InstructionCode.Divide: top--; stack[top] /= stack[top + 1]; break;
                case InstructionCode.Function: stack[top] = step.Function!(stack[top]); break;
                default:
                    top--;
                    stack[top] = Combine(step.Code, stack[top], stack[top + 1]);
                    break;
            }
        }

        return stack[0];
    }

    /// <summary>Whether a condition holds at a point. A comparison with something that is not a number does not hold.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public bool Holds(params ReadOnlySpan<double> values) => Evaluate(values) != 0;

    internal static double Combine(InstructionCode code, double a, double b) => code switch
    {
        InstructionCode.Add => a + b,
        InstructionCode.Subtract => a - b,
        InstructionCode.Multiply => a * b,
        InstructionCode.Divide => a / b,
        InstructionCode.Power => Powers.Of(a, b),
        InstructionCode.Minimum => Math.Min(a, b),
        InstructionCode.Maximum => Math.Max(a, b),
        InstructionCode.Less => a < b ? 1 : 0,
        InstructionCode.LessOrEqual => a <= b ? 1 : 0,
        InstructionCode.Greater => a > b ? 1 : 0,
        InstructionCode.GreaterOrEqual => a >= b ? 1 : 0,
        InstructionCode.Equal => a == b ? 1 : 0,
        InstructionCode.NotEqual => a != b && !double.IsNaN(a) && !double.IsNaN(b) ? 1 : 0,
        InstructionCode.And => a * b,
        _ => Math.Max(a, b),
    };
}
