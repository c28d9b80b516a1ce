using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Propagation.RungeKutta;

/// <summary>Steps a driven equation by any embedded explicit Runge–Kutta method, within pieces in which it can miss nothing.</summary>
/// <remarks>
/// Error control per unit time: each step may add its share tolerance·h/T of the allowed error, so that the sum stays below the
/// tolerance wherever the flow does not amplify errors (Lindblad flows contract the trace norm).
/// Where the error per time no longer falls with the step, the step is taken once it is short, and its error is counted.
/// A step sees its envelope at a dozen times only: the pieces of an <see cref="EnvelopeStructure"/> bound its length where that matters.
/// </remarks>
internal sealed class AdaptiveRungeKutta
{
    private const double Safety = 0.9;
    private const int LargestStepCount = 50_000_000;
    private readonly DrivenEquation equation;
    private readonly ButcherTableau tableau;
    private readonly double[][] slopes;
    private readonly double[] stage;
    private readonly double[] candidate;
    private readonly double[] error;
    private readonly CancellationToken cancellation;
    private double segmentStart = double.NegativeInfinity;
    private double segmentEnd = double.PositiveInfinity;
    private double longest = double.PositiveInfinity;
    private double next = double.NaN;
    private double blurs;
    private double rejectedStep = double.NaN;
    private double rejectedEstimate = double.NaN;

    public AdaptiveRungeKutta(DrivenEquation equation, ButcherTableau tableau, CancellationToken cancellation)
    {
        this.equation = equation;
        this.tableau = tableau;
        this.cancellation = cancellation;
        int n = equation.Dimension;
        slopes = [.. Enumerable.Range(0, tableau.Stages).Select(_ => new double[n])];
        stage = new double[n];
        candidate = new double[n];
        error = new double[n];
    }

    /// <summary>Accepted steps.</summary>
    public int Steps { get; private set; }

    /// <summary>Steps done again.</summary>
    public int Rejected { get; private set; }

    /// <summary>Sum of the estimated errors of all accepted steps, norm.</summary>
    public double Error { get; private set; }

    /// <summary>What the rounding of times to doubles does where envelopes change fast: independent errors of all steps, norm.</summary>
    public double Blur => Math.Sqrt(blurs);

    /// <summary>Enters a piece of the time: the envelopes are taken from inside it, and no step is longer than it asks for.</summary>
    public void Enter(EnvelopePiece piece)
    {
        segmentStart = piece.Start == 0 ? double.NegativeInfinity : Math.BitIncrement(piece.Start);
        segmentEnd = Math.BitDecrement(piece.End);
        longest = piece.LongestStep;
        (rejectedStep, rejectedEstimate) = (double.NaN, double.NaN);
    }

    /// <summary>Goes from a time to a target within the piece that was entered.</summary>
    /// <param name="state">v at the time; then at the target.</param>
    /// <param name="time">s.</param>
    /// <param name="target">s.</param>
    /// <param name="allowedPerTime">Allowed error of v per time.</param>
    /// <param name="negligible">An error of v that may be made a few times where an envelope is not smooth.</param>
    public void Advance(double[] state, double time, double target, double allowedPerTime, double negligible)
    {
        if (double.IsNaN(next))
        {
            next = FirstStep(state, time, target);
        }

        double step = next;
        while (time < target)
        {
            cancellation.ThrowIfCancellationRequested();
            double remaining = target - time;
            double wanted = Math.Min(step, longest);
            bool lands = wanted >= 0.999 * remaining;

            // The end of a step is a number as well: its length is what lies between two of them, or steps would lose time.
            double end = lands ? target : time + (wanted >= remaining / 2 ? remaining / 2 : wanted);
            double h = end - time;
            double estimate = TryStep(state, time, h);
            double norm = VectorKernels.Norm(candidate);
            double blur = (Math.BitIncrement(end) - end) * Variation(time, end) * norm;
            double allowed = (allowedPerTime * h) + (1e-16 * norm) + blur;
            double factor = estimate == 0 ? 5 : Math.Clamp(Safety * Math.Pow(allowed / estimate, 1.0 / tableau.ErrorOrder), 0.2, 5);
            bool rough = estimate > allowed && ((Stagnates(h, estimate) && (estimate <= negligible || h <= longest / 32)) || IsLeast(time, h, estimate));
            if (estimate <= allowed || rough)
            {
                (rejectedStep, rejectedEstimate) = rough ? (2 * h, 2 * estimate) : (double.NaN, double.NaN);
                candidate.CopyTo(state, 0);
                time = end;
                Error += estimate;
                blurs += blur * blur;
                Steps++;

                // A step cut short to land, or by the envelope, says nothing against the longer one.
                step = rough ? h : h < step ? Math.Max(step, h * factor) : h * factor;
            }
            else
            {
                Rejected++;
                (rejectedStep, rejectedEstimate) = (h, estimate);
                step = h * Math.Min(double.IsNaN(factor) ? 0.2 : factor, 0.9);
            }

            if (Steps + Rejected > LargestStepCount || (time < target && time + step == time))
            {
                throw new ArithmeticException(FormattableString.Invariant($"The Runge–Kutta step shrank to {step:G3} s at t = {time:G6} s: the envelope jumps there (give its breakpoints), or the equations are too stiff for an explicit method."));
            }
        }

        next = step;
    }

    /// <summary>One step of fixed length without error control; returns the norm of its error estimate.</summary>
    public double FixedStep(double[] state, double time, double h)
    {
        double estimate = TryStep(state, time, h);
        candidate.CopyTo(state, 0);
        return estimate;
    }

    /// <summary>Whether the error per time does not fall with the step: the envelope jumps there unannounced, or is rough by its own rounding.</summary>
    private bool Stagnates(double h, double estimate) => h <= 0.6 * rejectedStep && estimate / h > 0.1 * rejectedEstimate / rejectedStep;

    /// <summary>Whether time itself cannot be told apart much finer.</summary>
    private static bool IsLeast(double time, double h, double estimate) => h <= 16 * (Math.BitIncrement(time) - time) && double.IsFinite(estimate);

    private double FirstStep(double[] state, double time, double target)
    {
        Derivative(time, state, slopes[0]);
        double slope = VectorKernels.Norm(slopes[0]);
        return slope == 0 ? target - time : Math.Min(target - time, 0.01 * VectorKernels.Norm(state) / slope);
    }

    /// <summary>Evaluates the candidate after a step h and returns the norm of its error estimate.</summary>
    private double TryStep(double[] state, double time, double h)
    {
        OperationCount.Add(tableau.Stages * equation.Operations);
        for (int i = 0; i < tableau.Stages; i++)
        {
            state.CopyTo(stage, 0);
            VectorKernels.AddAll(h, tableau.A(i), slopes, stage);
            Derivative(time + (tableau.C[i] * h), stage, slopes[i]);
        }

        state.CopyTo(candidate, 0);
        VectorKernels.AddAll(h, tableau.B, slopes, candidate);
        double first = h * Combination(tableau.ErrorWeights[0]);
        if (tableau.ErrorWeights.Count == 1 || first == 0)
        {
            return first;
        }

        double second = h * Combination(tableau.ErrorWeights[1]);
        return first * first / Math.Sqrt((first * first) + (0.01 * second * second));
    }

    private double Combination(double[] weights)
    {
        Array.Clear(error);
        VectorKernels.AddAll(1, weights, slopes, error);
        return VectorKernels.Norm(error);
    }

    /// <summary>At a breakpoint the envelope is taken from the side on which the step lies.</summary>
    private void Derivative(double time, double[] state, double[] slope) =>
        equation.Derivative(Inside(time), state, slope);

    private double Variation(double from, double to) => equation.Variation(Inside(from), Inside(from + ((to - from) / 2)), Inside(to));

    private double Inside(double time) => Math.Max(0, Math.Clamp(time, segmentStart, segmentEnd));
}
