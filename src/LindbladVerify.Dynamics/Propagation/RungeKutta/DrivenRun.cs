using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Propagation.RungeKutta;

/// <summary>Carries a driven equation through time, piece by piece: exponentials where the envelopes keep still, Runge–Kutta steps where they move.</summary>
/// <param name="equation">The equation.</param>
/// <param name="grid">Output times.</param>
/// <param name="options">Tolerance and limits.</param>
/// <param name="exponentials">Whether exponentials may take the place of steps.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class DrivenRun(DrivenEquation equation, TimeGrid grid, PropagationOptions options, bool exponentials, CancellationToken cancellation)
{
    /// <summary>Rounding of one step, a few units of 1.1e-16 for its stages.</summary>
    public const double StepRounding = 4e-16;

    /// <summary>Reach of the generator within a piece from which an exponential is cheaper than steps.</summary>
    private const double LongReach = 4;

    /// <summary>The true error of many steps may be a few times the sum of their estimates, as was measured on stiff and rotating systems.</summary>
    private const double Caution = 4;

    /// <summary>Part of the tolerance that one unannounced jump may cost.</summary>
    private const double Share = 0.01;

    private readonly AdaptiveRungeKutta stepper = new(equation, RungeKuttaTableaus.DormandPrince853, cancellation);
    private readonly FrozenPieces frozen = new(grid, options, cancellation);
    private double hidden;
    private double start;

    /// <summary>Estimated largest error of v, relative to its start: of the steps and exponentials, what rounding adds, and what the pieces do not resolve.</summary>
    public double RelativeError => start == 0 ? 0 : (((Caution * stepper.Error) + stepper.Blur) / start) + (StepRounding * (2 + stepper.Steps)) + frozen.RelativeError + hidden;

    /// <summary>v at the last time.</summary>
    public double[] Final { get; private set; } = [];

    /// <summary>The method that did most.</summary>
    public PropagationMethod Method => stepper.Steps > 0 ? PropagationMethod.RungeKutta : frozen.Method;

    /// <summary>What was done, in words.</summary>
    public string Explanation
    {
        get
        {
            string steps = FormattableString.Invariant($"{RungeKuttaTableaus.DormandPrince853.Name}, {stepper.Steps} steps, {stepper.Rejected} rejected");
            string pieces = FormattableString.Invariant($"exponentials in {frozen.Pieces} pieces with constant envelopes");
            return frozen.Pieces == 0 ? steps : stepper.Steps == 0 ? pieces : $"{steps}, and {pieces}";
        }
    }

    /// <summary>What it took.</summary>
    public PropagationStatistics Statistics => new(equation.Products, stepper.Steps + frozen.Pieces, stepper.Rejected);

    /// <summary>The products of the rows with v at the output times.</summary>
    public double[][] Solve(double[] initial, double[][] rows)
    {
        start = VectorKernels.Norm(initial);
        double[][] values = [.. rows.Select(_ => new double[grid.Count])];
        double[] state = Final = [.. initial];
        int next = 0;
        for (; next < grid.Count && grid.Times[next] == 0; next++)
        {
            Record(rows, state, values, next);
        }

        if (grid.Last == 0)
        {
            return values;
        }

        EnvelopeStructure structure = equation.Structure(grid.Last, options.Tolerance);
        hidden = structure.Hidden;
        double allowed = 0.8 * options.Tolerance * start / Caution;
        foreach (EnvelopePiece piece in structure.Pieces)
        {
            int end = next;
            while (end < grid.Count && grid.Times[end] <= piece.End)
            {
                end++;
            }

            if (Frozen(piece) is FrozenEquation still)
            {
                frozen.Advance(still, piece, state, rows, values, next, end);
            }
            else
            {
                Step(piece, state, rows, values, next, end, allowed);
            }

            next = end;
        }

        return values;
    }

    private void Step(EnvelopePiece piece, double[] state, double[][] rows, double[][] values, int first, int end, double allowed)
    {
        stepper.Enter(piece);
        double time = piece.Start;
        for (int k = first; k < end; k++)
        {
            stepper.Advance(state, time, grid.Times[k], allowed / grid.Last, Share * allowed);
            time = grid.Times[k];
            Record(rows, state, values, k);
        }

        stepper.Advance(state, time, piece.End, allowed / grid.Last, Share * allowed);
    }

    private FrozenEquation? Frozen(EnvelopePiece piece)
    {
        if (!piece.IsConstant || !exponentials)
        {
            return null;
        }

        FrozenEquation still = equation.At(piece.Middle);
        return still.RangeBound().Radius * (piece.End - piece.Start) > LongReach ? still : null;
    }

    private static void Record(double[][] rows, double[] state, double[][] values, int time)
    {
        for (int r = 0; r < rows.Length; r++)
        {
            values[r][time] = VectorKernels.Dot(rows[r], state);
        }
    }
}
