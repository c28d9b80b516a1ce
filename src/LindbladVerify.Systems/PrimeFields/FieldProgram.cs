using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>
/// Expressions as a straight-line program over prime fields: numbers of the text are the decimal fractions that they read as, equal parts are computed once.
/// Immutable and safe to use from several threads.
/// </summary>
/// <remarks>Cost: one field operation a step, one inversion a division.</remarks>
internal sealed class FieldProgram
{
    private readonly FieldStep[] steps;
    private readonly RootSum[] constants;
    private readonly int[] outputs;
    private readonly ConcurrentDictionary<PrimeField, ulong[]?> bound = new();

    internal FieldProgram(IReadOnlyList<string> inputs, FieldStep[] steps, RootSum[] constants, int[] outputs)
    {
        Inputs = inputs;
        this.steps = steps;
        this.constants = constants;
        this.outputs = outputs;
    }

    /// <summary>The variables, in order.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => outputs.Length;

    /// <summary>Number of square roots.</summary>
    public int Roots => steps.Count(s => s.Operation == FieldOperation.Root);

    /// <summary>Whether exponentials, logarithms or pi occur.</summary>
    public bool HasIndeterminates => steps.Any(s => s.Operation is FieldOperation.Exponential or FieldOperation.Logarithm or FieldOperation.Pi);

    /// <summary>A program that computes expressions.</summary>
    /// <param name="inputs">The variables.</param>
    /// <param name="definitions">Names that later expressions use, in order.</param>
    /// <param name="outputs">What is computed.</param>
    /// <exception cref="NotAlgebraicException">A part has no place in exact algebra.</exception>
    /// <exception cref="ExpressionException">A name is unknown.</exception>
    public static FieldProgram Compile(IReadOnlyList<string> inputs, IEnumerable<(string Name, Expression Value)> definitions, IEnumerable<Expression> outputs)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(outputs);
        var builder = new FieldProgramBuilder(inputs);
        foreach ((string name, Expression value) in definitions)
        {
            builder.Define(name, value);
        }

        return builder.Build([.. outputs.Select(builder.Of)]);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="valuation">The field, and what roots and indeterminates are.</param>
    /// <param name="point">[Inputs] the variables.</param>
    /// <param name="results">[Outputs] the values.</param>
    /// <returns>False where a divisor is zero or a radicand no square: another point is drawn then.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRun(Valuation valuation, ReadOnlySpan<ulong> point, Span<ulong> results)
    {
        ArgumentNullException.ThrowIfNull(valuation);
        PrimeField field = valuation.Field;
        if (bound.GetOrAdd(field, Bind) is not { } numbers)
        {
            return false;
        }

        const int OnStack = 512;
        Span<ulong> values = steps.Length <= OnStack ? stackalloc ulong[steps.Length] : new ulong[steps.Length];
        for (int k = 0; k < steps.Length; k++)
        {
            (FieldOperation operation, int a, int b) = steps[k];
            switch (operation)
            {
                case FieldOperation.Input: values[k] = point[a]; break;
                case FieldOperation.Constant: values[k] = numbers[a]; break;
                case FieldOperation.Add: values[k] = field.Add(values[a], values[b]); break;
                case FieldOperation.Subtract: values[k] = field.Subtract(values[a], values[b]); break;
                case FieldOperation.Multiply: values[k] = field.Multiply(values[a], values[b]); break;
                case FieldOperation.Exponential: values[k] = valuation.Exponential(values[a]); break;
                case FieldOperation.Logarithm: values[k] = valuation.Logarithm(values[a]); break;
                case FieldOperation.ImaginaryUnit: values[k] = field.ImaginaryUnit; break;
                case FieldOperation.Pi: values[k] = valuation.Pi; break;
                case FieldOperation.Invert when !field.TryInverse(values[a], out values[k]):
                case FieldOperation.Root when !valuation.TryRoot(values[a], out values[k]):
                    return false;
                default: break;
            }
        }

        for (int k = 0; k < outputs.Length; k++)
        {
            results[k] = values[outputs[k]];
        }

        return true;
    }

    /// <summary>How large the outputs can be, from the sizes of the inputs. A root counts as what it is the root of.</summary>
    public IReadOnlyList<FractionSize> Sizes(IReadOnlyList<FractionSize> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var sizes = new FractionSize[steps.Length];
        for (int k = 0; k < steps.Length; k++)
        {
            (FieldOperation operation, int a, int b) = steps[k];
            sizes[k] = operation switch
            {
                FieldOperation.Input => inputs[a],
                FieldOperation.Constant => constants[a].Size(),
                FieldOperation.Add or FieldOperation.Subtract => sizes[a] + sizes[b],
                FieldOperation.Multiply => sizes[a] * sizes[b],
                FieldOperation.Invert => sizes[a].Inverse,
                FieldOperation.Root => sizes[a],
                FieldOperation.ImaginaryUnit => FractionSize.Constant(0, 0),
                _ => FractionSize.Variable,
            };
        }

        return Array.ConvertAll(outputs, o => sizes[o]);
    }

    /// <summary>The constants in a field; null where a denominator is 0 or a root is none.</summary>
    private ulong[]? Bind(PrimeField field)
    {
        var numbers = new ulong[constants.Length];
        for (int k = 0; k < numbers.Length; k++)
        {
            if (constants[k].In(field) is not { } value)
            {
                return null;
            }

            numbers[k] = value;
        }

        return numbers;
    }
}

/// <summary>What a step of a <see cref="FieldProgram"/> does.</summary>
internal enum FieldOperation
{
    /// <summary>A variable.</summary>
    Input,

    /// <summary>A number.</summary>
    Constant,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a b.</summary>
    Multiply,

    /// <summary>1/a.</summary>
    Invert,

    /// <summary>√a.</summary>
    Root,

    /// <summary>exp(a).</summary>
    Exponential,

    /// <summary>ln a.</summary>
    Logarithm,

    /// <summary>The number i.</summary>
    ImaginaryUnit,

    /// <summary>The number pi.</summary>
    Pi,
}

/// <summary>One step of a <see cref="FieldProgram"/>; its value is that of its own place.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="A">The first operand's place, or the number of a variable or constant.</param>
/// <param name="B">The second operand's place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FieldStep(FieldOperation Operation, int A, int B);
