using LindbladVerify.LinearAlgebra.Krylov;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Steps a driven equation by any embedded explicit Runge–Kutta method; the step lands on every output time and breakpoint.</summary>
/// <remarks>
/// Error control per unit time: each step may add its share tolerance·h/T of the allowed error, so that the sum stays below the
/// tolerance wherever the flow does not amplify errors (Lindblad flows contract the trace norm).
/// The longest step is the distance of two outputs, so that a pulse wider than that is never stepped over.
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
    private double segmentStart;
    private double segmentEnd = double.PositiveInfinity;

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

    /// <summary>Integrates and hands over the state at each output time.</summary>
    /// <param name="state">v(0); holds the last state afterwards.</param>
    /// <param name="grid">Output times.</param>
    /// <param name="tolerance">Allowed error of v relative to |v(0)|.</param>
    /// <param name="output">Receives the index of the time and v there.</param>
    public void Integrate(double[] state, TimeGrid grid, double tolerance, Action<int, double[]> output)
    {
        double allowedPerTime = grid.Last > 0 ? tolerance * VectorKernels.Norm(state) / grid.Last : 0;
        IReadOnlyList<double> breakpoints = equation.Breakpoints(grid.Last);
        int nextBreak = 0;
        double time = 0;
        double step = double.NaN;
        EnterSegment(breakpoints, nextBreak);
        for (int k = 0; k < grid.Count; k++)
        {
            while (time < grid.Times[k])
            {
                double target = Math.Min(grid.Times[k], segmentEnd);
                step = Advance(state, ref time, target, step, allowedPerTime);
                if (time >= segmentEnd)
                {
                    EnterSegment(breakpoints, ++nextBreak);
                }
            }

            output(k, state);
        }
    }

    /// <summary>One step of fixed length without error control; returns the norm of its error estimate.</summary>
    public double FixedStep(double[] state, double time, double h)
    {
        double estimate = TryStep(state, time, h);
        candidate.CopyTo(state, 0);
        return estimate;
    }

    /// <summary>Goes to the target; returns the step to try next.</summary>
    private double Advance(double[] state, ref double time, double target, double step, double allowedPerTime)
    {
        if (double.IsNaN(step))
        {
            step = FirstStep(state, time, target);
        }

        while (time < target)
        {
            cancellation.ThrowIfCancellationRequested();
            double remaining = target - time;
            bool lands = step >= 0.999 * remaining;
            double h = lands ? remaining : step >= remaining / 2 ? remaining / 2 : step;
            double estimate = TryStep(state, time, h);
            double allowed = (allowedPerTime * h) + (1e-16 * VectorKernels.Norm(candidate));
            double factor = estimate == 0 ? 5 : Math.Clamp(Safety * Math.Pow(allowed / estimate, 1.0 / tableau.ErrorOrder), 0.2, 5);
            if (estimate <= allowed)
            {
                candidate.CopyTo(state, 0);
                time = lands ? target : time + h;
                Error += estimate;
                Steps++;

                // A step cut short to land says nothing against the longer one.
                step = h < step ? Math.Max(step, h * factor) : h * factor;
            }
            else
            {
                Rejected++;
                step = h * Math.Min(double.IsNaN(factor) ? 0.2 : factor, 0.9);
            }

            if (Steps + Rejected > LargestStepCount || (time < target && time + step == time))
            {
                throw new ArithmeticException(FormattableString.Invariant($"The Runge–Kutta step shrank to {step:G3} s at t = {time:G6} s: the envelope jumps there (give its breakpoints), or the equations are too stiff for an explicit method."));
            }
        }

        return step;
    }

    private void EnterSegment(IReadOnlyList<double> breakpoints, int next)
    {
        segmentStart = next == 0 ? double.NegativeInfinity : Math.BitIncrement(breakpoints[next - 1]);
        segmentEnd = next < breakpoints.Count ? breakpoints[next] : double.PositiveInfinity;
    }

    private double FirstStep(double[] state, double time, double target)
    {
        Derivative(time, state, slopes[0]);
        double slope = VectorKernels.Norm(slopes[0]);
        return slope == 0 ? target - time : Math.Min(target - time, 0.01 * VectorKernels.Norm(state) / slope);
    }

    /// <summary>Evaluates the candidate after a step h and returns the norm of its error estimate.</summary>
    private double TryStep(double[] state, double time, double h)
    {
        for (int i = 0; i < tableau.Stages; i++)
        {
            state.CopyTo(stage, 0);
            ReadOnlySpan<double> weights = tableau.A(i);
            for (int j = 0; j < weights.Length; j++)
            {
                AddScaled(h * weights[j], slopes[j], stage);
            }

            Derivative(time + (tableau.C[i] * h), stage, slopes[i]);
        }

        state.CopyTo(candidate, 0);
        for (int i = 0; i < tableau.Stages; i++)
        {
            AddScaled(h * tableau.B[i], slopes[i], candidate);
        }

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
        for (int i = 0; i < weights.Length; i++)
        {
            AddScaled(weights[i], slopes[i], error);
        }

        return VectorKernels.Norm(error);
    }

    /// <summary>At a breakpoint the envelope is taken from the side on which the step lies.</summary>
    private void Derivative(double time, double[] state, double[] slope) =>
        equation.Derivative(Math.Max(0, Math.Clamp(time, segmentStart, Math.BitDecrement(segmentEnd))), state, slope);

    private static void AddScaled(double factor, double[] x, double[] y)
    {
        if (factor != 0)
        {
            VectorKernels.Add(factor, x, y);
        }
    }
}
