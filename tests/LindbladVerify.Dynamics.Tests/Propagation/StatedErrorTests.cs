using System.Numerics;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Errors that were stated too small, and bounds that exploded.</summary>
public sealed class StatedErrorTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("dense")]
    [InlineData("krylov")]
    [LongInlineData("runge-kutta")]
    public void ALongRotation(string method)
    {
        // cos(300000)/2 to 30 digits; the phase knows 3e5 radians to 1e-11 at best in double precision.
        const double exact = -0.49712608435243615837206836992;
        PropagationResult result = MasterEquationSolver.Solve(new OpenSystemModel(SpinOperators.X(0.5)), DensityMatrices.Up(0.5), [SpinOperators.Z(0.5)], TimeGrid.Of([0, 3e5]), new PropagationOptions { Method = PropagationMethod.Named(method)! });
        double error = Math.Abs(exact - result.Values[0][1]);
        Assert.True(error <= result.ErrorEstimate[0], $"off by {error:G3}, stated {result.ErrorEstimate[0]:G3}");
    }

    [Theory]
    [InlineData(30, 4)]
    [InlineData(60, 2)]
    public void ADisplacedCavity(int levels, double end)
    {
        // D[a - 2i] takes |2⟩ to |2i⟩: ⟨a⟩ = 2i + (2 - 2i) exp(-t/2).
        Operator a = LevelOperators.Lowering(levels);
        Operator number = LevelOperators.Number(levels);
        var amplitudes = new Complex[levels];
        amplitudes[0] = Math.Exp(-2);
        for (int n = 1; n < levels; n++)
        {
            amplitudes[n] = amplitudes[n - 1] * 2 / Math.Sqrt(n);
        }

        var model = new OpenSystemModel(0.0 * number, [new Dissipator(a - (new Complex(0, 2) * ((double)levels * DensityMatrices.Mixed(levels))), 1)]);
        PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Pure(amplitudes), [number], TimeGrid.Of([end]));
        double exact = Math.Pow((new Complex(0, 2) + (new Complex(2, -2) * Math.Exp(-end / 2))).Magnitude, 2);
        Assert.True(result.ToleranceReached, $"stated {result.ErrorEstimate[0]:G3}");

        // Thirty levels hold a coherent state of four quanta but for 1e-15 of it.
        Assert.InRange(Math.Abs(exact - result.Values[0][0]), 0, result.ErrorEstimate[0] + (levels == 30 ? 1e-11 : 0));
    }
}
