using System.Runtime.CompilerServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Systems.Expressions;

/// <summary>
/// A real formula or condition as a flat program for a stack machine: no code is generated at run time, no allocation per point.
/// Immutable and safe to use from several threads.
/// </summary>
/// <remarks>
/// The one evaluator of expressions of numbers: what a number is, doubles or many digits, is said by an <see cref="IArithmetic{T}"/>.
/// Cost in doubles: a few nanoseconds per operation; a formula of twenty operations runs several million times a second.
/// </remarks>
internal sealed class CompiledExpression
{
    private const int Few = 8;
    private const int Many = 48;
    private static readonly NumberExpression s_zero = new(0);
    private readonly Instruction[] program;
    private readonly string[] slots;
    private readonly Instruction[] unfolded;
    private readonly int loops;
    private readonly int depth;

    private CompiledExpression(Expression expression, IReadOnlyList<string> slots, bool isComplex = false)
    {
        Expression = expression;
        this.slots = [.. slots];
        program = FormulaCompiler.Compile(expression, this.slots, isFolded: true, isComplex);
        loops = program.Count(s => s.Code == InstructionCode.LoopStart);
        unfolded = FormulaCompiler.Compile(expression, this.slots, isFolded: false, isComplex);
        depth = FormulaCompiler.Depth(unfolded);
    }

    /// <summary>The names of the values, in their order.</summary>
    public IReadOnlyList<string> Slots => slots;

    /// <summary>What was compiled.</summary>
    public Expression Expression { get; }

    /// <summary>Compiles a formula of real numbers.</summary>
    /// <param name="expression">Names, pi, numbers, functions; no site operators, no i, no condition.</param>
    /// <param name="slots">The names, in the order in which values will be given.</param>
    /// <exception cref="ExpressionException">A name is not among the slots, or the expression is not real.</exception>
    public static CompiledExpression Formula(Expression expression, IReadOnlyList<string> slots) => Formula(expression, slots, isComplex: false);

    /// <summary>Compiles a formula in which the imaginary unit may occur, if it is evaluated in complex numbers.</summary>
    /// <inheritdoc cref="Formula(Expression, IReadOnlyList{string})"/>
    public static CompiledExpression Formula(Expression expression, IReadOnlyList<string> slots, bool isComplex) =>
        expression.IsCondition
            ? throw new ExpressionException(expression.Position, "a condition stands where a value is expected")
            : new CompiledExpression(expression, slots, isComplex);

    /// <summary>Compiles a condition such as "Gc &gt; 20*Delta and P &lt; 1".</summary>
    /// <inheritdoc cref="Formula(Expression, IReadOnlyList{string})"/>
    public static CompiledExpression Condition(Expression expression, IReadOnlyList<string> slots) =>
        expression.IsCondition
            ? new CompiledExpression(expression, slots)
            : throw new ExpressionException(expression.Position, "a value stands where a condition is expected, such as 'a < b'");

    /// <summary>The value at a point; 1 or 0 for a condition. Outside its real domain (sqrt of a negative number) it is not a number.</summary>
    /// <param name="values">One value per slot, in their order.</param>
    /// <exception cref="ArgumentException">The number of values differs from that of the slots.</exception>
    public double Evaluate(params ReadOnlySpan<double> values) => Run(program, default(DoubleArithmetic), values);

    /// <summary>The value at a point, in numbers of any kind.</summary>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <typeparam name="TArithmetic">Their arithmetic.</typeparam>
    /// <param name="arithmetic">Computes with them; numbers of the text are taken as they are written, nothing is rounded beforehand.</param>
    /// <param name="values">One value per slot, in their order.</param>
    /// <exception cref="ArgumentException">The number of values differs from that of the slots.</exception>
    public T Evaluate<T, TArithmetic>(TArithmetic arithmetic, ReadOnlySpan<T> values)
        where TArithmetic : struct, IArithmetic<T> =>
        Run(typeof(T) == typeof(double) ? program : unfolded, arithmetic, values);

    /// <summary>The value in many digits, with a bound on its rounding error; undefined where a value that it needs is not given.</summary>
    /// <param name="values">Values by name.</param>
    /// <param name="bits">Working precision.</param>
    public PreciseValue Evaluate(IReadOnlyDictionary<string, Ball> values, int bits)
    {
        ArgumentNullException.ThrowIfNull(values);
        PreciseValue[] given = Array.ConvertAll(slots, s => values.TryGetValue(s, out Ball known) ? known : PreciseValue.Undefined);
        return Evaluate<PreciseValue, PreciseArithmetic>(new PreciseArithmetic(bits), given);
    }

    /// <summary>Whether a condition holds at a point. A comparison with something that is not a number does not hold.</summary>
    /// <inheritdoc cref="Evaluate(ReadOnlySpan{double})"/>
    public bool Holds(params ReadOnlySpan<double> values) => Evaluate(values) != 0;

    private T Run<T, TArithmetic>(Instruction[] steps, TArithmetic arithmetic, ReadOnlySpan<T> values)
        where TArithmetic : struct, IArithmetic<T>
    {
        if (values.Length != slots.Length)
        {
            throw new ArgumentException($"{slots.Length} values are needed, not {values.Length}.", nameof(values));
        }

        return depth <= Few ? OnFew(steps, arithmetic, values) : depth <= Many ? OnMany(steps, arithmetic, values) : Run(steps, arithmetic, values, new T[depth]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T OnFew<T, TArithmetic>(Instruction[] steps, TArithmetic arithmetic, ReadOnlySpan<T> values)
        where TArithmetic : struct, IArithmetic<T>
    {
        FewPlaces<T> stack = default;
        return Run(steps, arithmetic, values, stack);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T OnMany<T, TArithmetic>(Instruction[] steps, TArithmetic arithmetic, ReadOnlySpan<T> values)
        where TArithmetic : struct, IArithmetic<T>
    {
        ManyPlaces<T> stack = default;
        return Run(steps, arithmetic, values, stack);
    }

    private T Run<T, TArithmetic>(Instruction[] steps, TArithmetic arithmetic, ReadOnlySpan<T> values, Span<T> stack)
        where TArithmetic : struct, IArithmetic<T>
    {
        Span<int> counters = loops == 0 ? [] : new int[2 * loops];
        int top = -1;
        for (int at = 0; at < steps.Length; at++)
        {
            ref readonly Instruction step = ref steps[at];
            switch (step.Code)
            {
                case InstructionCode.Constant: stack[++top] = arithmetic.Number(step.Number!); break;
                case InstructionCode.Pi: stack[++top] = arithmetic.Pi(); break;
                case InstructionCode.Slot: stack[++top] = values[step.Slot]; break;
                case InstructionCode.Negate: stack[top] = arithmetic.Negate(stack[top]); break;
                case InstructionCode.Function: stack[top] = arithmetic.Apply(step.Function, stack[top]); break;
                case InstructionCode.FunctionOfTwo: top--; stack[top] = arithmetic.Apply(step.Function, stack[top], stack[top + 1]); break;
                case InstructionCode.ImaginaryUnit: stack[++top] = arithmetic.ImaginaryUnit(); break;
                case InstructionCode.Choose: top -= 2; stack[top] = arithmetic.Choose(stack[top], stack[top + 1], stack[top + 2]); break;
                case InstructionCode.Counter: stack[++top] = arithmetic.Number(new NumberExpression(counters[2 * step.Slot])); break;
                case InstructionCode.LoopStart:
                    top--;
                    if (!Begin(arithmetic, stack.Slice(top, 2), counters.Slice(2 * step.Slot, 2)))
                    {
                        at = step.Target - 1;
                    }

                    break;
                case InstructionCode.LoopEnd:
                    top--;
                    stack[top] = arithmetic.Add(stack[top], stack[top + 1]);
                    if (counters[2 * step.Slot]++ < counters[(2 * step.Slot) + 1])
                    {
                        at = step.Target - 1;
                    }

                    break;
                case InstructionCode.Add: top--; stack[top] = arithmetic.Add(stack[top], stack[top + 1]); break;
                case InstructionCode.Subtract: top--; stack[top] = arithmetic.Subtract(stack[top], stack[top + 1]); break;
                case InstructionCode.Multiply: top--; stack[top] = arithmetic.Multiply(stack[top], stack[top + 1]); break;
                case InstructionCode.Divide: top--; stack[top] = arithmetic.Divide(stack[top], stack[top + 1]); break;
                case InstructionCode.Power: top--; stack[top] = arithmetic.Power(stack[top], stack[top + 1]); break;
                case InstructionCode.Minimum: top--; stack[top] = arithmetic.Lesser(stack[top], stack[top + 1]); break;
                case InstructionCode.Maximum: top--; stack[top] = arithmetic.Greater(stack[top], stack[top + 1]); break;
                case InstructionCode.Compare: top--; stack[top] = arithmetic.Compare(step.Comparison, stack[top], stack[top + 1]); break;
                default: top--; stack[top] = arithmetic.Join(step.Code == InstructionCode.And, stack[top], stack[top + 1]); break;
            }
        }

        return stack[0];
    }

    /// <summary>Begins a sum: its bounds become counters, and 0 their place on the stack; no number where they are none. False where there is nothing to sum.</summary>
    private static bool Begin<T, TArithmetic>(TArithmetic arithmetic, Span<T> bounds, Span<int> counters)
        where TArithmetic : struct, IArithmetic<T>
    {
        (int? first, int? last) = (arithmetic.Whole(bounds[0]), arithmetic.Whole(bounds[1]));
        if (first is not { } from || last is not { } to || (long)to - from >= SumExpression.MostTerms)
        {
            bounds[0] = arithmetic.NoNumber(first is null ? bounds[0] : bounds[1]);
            return false;
        }

        bounds[0] = arithmetic.Number(s_zero);
        (counters[0], counters[1]) = (from, to);
        return from <= to;
    }

    /// <summary>Room for the numbers of a formula: what is not asked for need not be cleared.</summary>
    [InlineArray(Few)]
    private struct FewPlaces<T>
    {
        private T first;
    }

    /// <summary>Room for the numbers of a long formula.</summary>
    [InlineArray(Many)]
    private struct ManyPlaces<T>
    {
        private T first;
    }
}
