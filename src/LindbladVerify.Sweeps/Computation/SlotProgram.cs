using System.Runtime.InteropServices;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>An expression of the first numbers of a point.</summary>
/// <param name="Program">The expression; null for one number as it stands.</param>
/// <param name="Inputs">How many numbers it may read.</param>
/// <param name="Slot">The place of the one number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SlotProgram(CompiledExpression? Program, int Inputs, int Slot)
{
    /// <summary>The value at a point.</summary>
    public double At(double[] slots) => Program is null ? slots[Slot] : Program.Evaluate(slots.AsSpan(0, Inputs));
}

/// <summary>The numbers of a point by name, in the order in which they become known.</summary>
internal sealed class SlotTable
{
    private readonly List<string> names = [];

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The place of a name; -1 where there is none.</summary>
    public int Find(string name) => names.FindIndex(n => string.Equals(n, name, StringComparison.Ordinal));

    /// <summary>A new place.</summary>
    public int Add(string name)
    {
        names.Add(name);
        return names.Count - 1;
    }

    /// <summary>A program that reads the numbers known by now.</summary>
    /// <exception cref="ExpressionException">A name is not known, or the expression is not real.</exception>
    public SlotProgram Compile(Expression expression) =>
        expression is NameExpression name && Find(name.Name) is var slot and >= 0
            ? new SlotProgram(null, names.Count, slot)
            : new SlotProgram(CompiledExpression.Formula(expression, [.. names]), names.Count, -1);

    /// <summary>The same with errors that point into a file.</summary>
    public SlotProgram Compile(Expression expression, FileScalar at, string what) => at.Evaluate(what, () => Compile(expression));
}

/// <summary>Computes points, one after the other. Serves one thread.</summary>
internal sealed class PointEvaluator
{
    private const int LongestReason = 400;
    private readonly Sweep sweep;
    private readonly SweepStep[] steps;
    private readonly double[] slots;

    public PointEvaluator(Sweep sweep)
    {
        this.sweep = sweep;
        slots = new double[sweep.SlotCount];
        var all = new List<SweepStep>(sweep.Steps.Select(make => make()));
        foreach (SweepStep step in all.Where(s => s.IsFixed))
        {
            step.Run(slots, 0, CancellationToken.None);
        }

        steps = [.. all.Where(s => !s.IsFixed)];
    }

    /// <summary>What is done at a point.</summary>
    internal IReadOnlyList<SweepStep> Steps => steps;

    /// <summary>All numbers of the last point, parameters first.</summary>
    public ReadOnlySpan<double> Slots => slots;

    /// <summary>Computes a point into <see cref="Slots"/>.</summary>
    /// <returns>Why something of it failed; null where nothing did.</returns>
    /// <exception cref="OperationCanceledException">The point was given up.</exception>
    public string? Evaluate(long index, CancellationToken cancellation)
    {
        sweep.Parameters.Fill(index, slots);
        string? reason = null;
        foreach (SweepStep step in steps)
        {
            try
            {
                step.Run(slots, index, cancellation);
            }
#pragma warning disable CA1031 // whatever a point does is stored as its reason; the run goes on
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                reason = Joined(reason, $"{step.Label}: {Reason(e)}");
                foreach (int output in step.Outputs)
                {
                    slots[output] = double.NaN;
                }
            }
#pragma warning restore CA1031
        }

        return reason;
    }

    private static string Reason(Exception e)
    {
        string text = (e as ModelFileException ?? e.InnerException as ModelFileException)?.Reason ?? e.Message.Split(" (Parameter", 2)[0];
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestReason ? text : text[..LongestReason];
    }

    private static string Joined(string? before, string next) => before is null ? next : $"{before} {next}";
}
