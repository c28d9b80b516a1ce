using LindbladVerify.Dynamics.Propagation.RungeKutta;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Sequences;

/// <summary>A sequence of pulses on a vector, step after step, by the action of exponentials or, where drives go on, by steps in time. Cost grows with the number of cycles.</summary>
/// <param name="system">The equations with their sequence.</param>
/// <param name="method">Krylov, piecewise or Runge–Kutta.</param>
/// <param name="options">Tolerance and limits.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class SteppedSequence(BlochSystem system, PropagationMethod method, PropagationOptions options, CancellationToken cancellation) : SequenceWalk<double[]>(system, cancellation)
{
    private readonly double[][] rows = [.. system.Observables];
    private readonly double[][] values = [.. system.Observables.Select(_ => Array.Empty<double>())];

    /// <summary>Estimated error of the vector, relative to its start.</summary>
    public double RelativeError { get; private set; }

    /// <summary>Products with the generator or its parts.</summary>
    public long Products { get; private set; }

    /// <summary>Expansions or steps.</summary>
    public int Steps { get; private set; }

    /// <summary>Expectation values [observable][time] at ascending times within the sequence, s.</summary>
    public double[][] Values(ReadOnlySpan<double> times)
    {
        for (int r = 0; r < rows.Length; r++)
        {
            values[r] = new double[times.Length];
        }

        Run([.. System.Initial], times);
        return values;
    }

    protected override void Record(int output, double[] state)
    {
        for (int r = 0; r < rows.Length; r++)
        {
            values[r][output] = VectorKernels.Dot(rows[r], state);
        }
    }

    protected override double[] Rotate(int rotation, double[] state)
    {
        RelativeError += 1e-15;
        return Sequence.Rotations[rotation].Multiply(state);
    }

    protected override double[] Move(BlochStep step, double from, double[] state, ReadOnlySpan<double> offsets, int first)
    {
        double[] times = [.. offsets, step.Time];
        double allowed = options.Tolerance * step.Time / Math.Max(Sequence.Duration, double.Epsilon);
        var generator = new SparseOperator(Generator(step.Pulse));
        double[][] found;
        double[] end;
        if (System.Drives.Count == 0 && method == PropagationMethod.Krylov)
        {
            ExponentialActionResult result = ExponentialAction.Compute(generator, state, rows, times, new ExponentialActionOptions { Tolerance = Math.Max(1e-15, allowed) }, Cancellation);
            (found, end) = (result.Values, result.Final);
            RelativeError += result.RelativeError;
            Products += result.Products;
            Steps += result.Steps;
        }
        else
        {
            DrivenPart[] drives = [.. System.Drives.Select(d => new DrivenPart(new SparseOperator(d.Generator), d.Envelope.Shifted(from)))];
            var run = new DrivenRun(new DrivenEquation(generator, drives), TimeGrid.Of(times), options with { Tolerance = Math.Max(1e-15, allowed) }, method != PropagationMethod.RungeKutta, Cancellation);
            found = run.Solve(state, rows);
            end = run.Final;
            RelativeError += run.RelativeError;
            Products += run.Statistics.Products;
            Steps += run.Statistics.Steps;
        }

        for (int r = 0; r < rows.Length; r++)
        {
            found[r].AsSpan(0, offsets.Length).CopyTo(values[r].AsSpan(first));
        }

        return end;
    }
}
