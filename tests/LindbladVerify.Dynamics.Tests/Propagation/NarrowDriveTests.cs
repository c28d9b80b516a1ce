using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Drives whose features are far narrower than the output spacing: the angle is the area under the envelope, which is known.</summary>
public sealed class NarrowDriveTests
{
    private const string S = "20e-9", T0 = "0.4321e-3", Gauss = $"exp(-((t-{T0})/{S})^2/2)/({S}*sqrt(2*pi))";
    private static readonly Operator Sz = 2.0 * SpinOperators.Z(0.5);
    private static readonly TimeGrid Grid = TimeGrid.Uniform(0, 1e-3, 201);

    public static TheoryData<string, double> Areas => new()
    {
        { $"1.234*{Gauss}", 1.234 },
        { $"1.234/(pi*{S})*2/(exp((t-{T0})/{S}) + exp(-(t-{T0})/{S}))", 1.234 },
        { $"1.234/(pi*{S})/(1 + ((t-{T0})/{S})^2)", 1.234 * (Math.Atan((1e-3 - 0.4321e-3) / 20e-9) + Math.Atan(0.4321e-3 / 20e-9)) / Math.PI },
        { $"1e4*(tanh((t-{T0})/{S}) - tanh((t-{T0}-70e-6)/{S}))", 1.4 },
        { $"1.1/{S}*max(0, 1 - abs(t-{T0})/{S})", 1.1 },
        { $"1.1/(3*{S})*min(1, max(0, 2 - abs((t-{T0})/{S})))", 1.1 },
        { $"2.5*{Gauss}*cos(5e7*(t-{T0}))", 2.5 * Math.Exp(-0.5) },
        { $"0.7*{Gauss} + 0.9*exp(-((t-0.77e-3)/1e-9)^2/2)/(1e-9*sqrt(2*pi)) + 200*cos(2*pi*t/1e-3)", 1.6 },
        { "0.4/(20e-9*sqrt(2*pi))*exp(-(sin(pi*(t+17e-6)/1e-4)*1e-4/pi/20e-9)^2/2)", 4.0 },
    };

    [Theory]
    [MemberData(nameof(Areas))]
    public void TheAngleIsTheAreaUnderTheEnvelope(string envelope, double area)
    {
        PropagationResult result = MasterEquationSolver.Solve(Driven(envelope), DensityMatrices.Up(0.5), [Sz], Grid);
        double error = Math.Abs(Math.Cos(area) - result.Values[0][^1]);

        // A comb of sines is Gaussian up to terms (s/period)² only.
        double closedForm = envelope.Contains("sin", StringComparison.Ordinal) ? 1e-6 : 1e-13;
        Assert.True(error <= result.ErrorEstimate[0] + closedForm, $"off by {error:G3}, stated {result.ErrorEstimate[0]:G3}");

        // A nanosecond at 0.8 ms: the rounding of times costs what the tolerance of 1e-10 does not quite allow.
        Assert.True(result.ToleranceReached || envelope.Contains("1e-9", StringComparison.Ordinal), $"stated {result.ErrorEstimate[0]:G3}");
        Assert.True(result.ErrorEstimate[0] < 1e-9, $"stated {result.ErrorEstimate[0]:G3}");
    }

    [Fact]
    public void ANarrowPulseInTheMiddleOfADecayingCourse()
    {
        var model = new OpenSystemModel(0.0 * Sz, [new Dissipator(SpinOperators.Minus(0.5), 100)], drives: [new Drive(SpinOperators.X(0.5), Formula($"pi*{Gauss}"))]);
        PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Down(0.5), [SpinOperators.Z(0.5) + (0.5 * SpinOperators.One(0.5))], Grid);
        Approx.Equal(Math.Exp(-100 * (1e-3 - 0.4321e-3)), result.Values[0][^1], 3e-6, "decay during the pulse, 100 1/s times its width");
    }

    [Fact]
    public void NoiseRealisationsSeeTheSamePulse()
    {
        var noise = new NoiseCoupling(SpinOperators.X(0.5), new OrnsteinUhlenbeckNoise(0, 1e-3, 1));
        var model = new OpenSystemModel(0.0 * Sz, [], [noise], drives: [new Drive(SpinOperators.X(0.5), Formula($"1.234*{Gauss}"))]);
        EnsembleResult result = NoiseEnsemble.Solve(model, DensityMatrices.Up(0.5), [Sz], TimeGrid.Uniform(0, 1e-3, 5), new EnsembleOptions { Trajectories = 8 });
        Approx.Equal(Math.Cos(1.234), result.Values[0][^1], 1e-5, "the noise turns by 1e-6");
    }

    [Fact]
    public void ATableWithANarrowPeak()
    {
        var table = new TabulatedFunction([0, 0.4321e-3 - 1e-9, 0.4321e-3, 0.4321e-3 + 1e-9, 1e-3], [0, 0, 1.3e9, 0, 0], Interpolation.Linear);
        var model = new OpenSystemModel(0.0 * Sz, drives: [new Drive(SpinOperators.X(0.5), new TableEnvelope(table))]);
        PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Up(0.5), [Sz], Grid);
        Approx.Equal(Math.Cos(1.3), result.Values[0][^1], 1e-9, "area of the triangle, its corners rounded to 1e-16 of a millisecond");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(7)]
    public void AStepAtTheLastOutputBelongsToWhatFollows(double end)
    {
        var table = new TabulatedFunction([0, end], [1, 0], Interpolation.Step);
        var model = new OpenSystemModel(0.0 * Sz, drives: [new Drive(2 * Math.PI * SpinOperators.X(0.5), new TableEnvelope(table))]);
        PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Up(0.5), [Sz], TimeGrid.Of([0, end]));
        Approx.Equal(1, result.Values[0][1], 1e-12, "whole turns");
        Assert.Equal(PropagationMethod.Dense, result.Method);
    }

    [Fact]
    public void ConstantStretchesAreExponentials()
    {
        // Splitting of 1e8 rad/s over a millisecond: 1e5 radians between two jumps, which steps would follow one by one.
        var table = new TabulatedFunction([0, 0.3e-3, 0.4e-3], [1, -2, 0.5], Interpolation.Step);
        var model = new OpenSystemModel(0.0 * Sz, [new Dissipator(Sz, 200)], drives: [new Drive(1e8 * SpinOperators.Z(0.5), new TableEnvelope(table))]);
        Operator sx = 2.0 * SpinOperators.X(0.5);
        PropagationResult result = MasterEquationSolver.Solve(model, 0.5 * (SpinOperators.One(0.5) + sx), [sx], TimeGrid.Of([0.35e-3, 1e-3]));
        Assert.Contains("exponentials", result.Reason, StringComparison.Ordinal);
        Assert.True(result.Statistics.Steps < 10, $"{result.Statistics.Steps} steps");
        double exact = Math.Exp(-400 * 1e-3) * Math.Cos(1e8 * (0.3e-3 - (2 * 0.1e-3) + (0.5 * 0.6e-3)));
        double error = Math.Abs(exact - result.Values[0][1]);
        Assert.True(error <= result.ErrorEstimate[0] + 1e-10, $"off by {error:G3}, stated {result.ErrorEstimate[0]:G3}");
    }

    [Fact]
    public void AnUndeclaredJumpIsPaidForInTheStatedError()
    {
        var model = new OpenSystemModel(0.0 * Sz, drives: [new Drive(SpinOperators.X(0.5), new FunctionEnvelope(t => t < 0.3721 ? 1.0 : -2.0))]);
        PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Up(0.5), [Sz], TimeGrid.Of([1.0]));
        double error = Math.Abs(Math.Cos(0.3721 - (2 * (1 - 0.3721))) - result.Values[0][0]);
        Assert.True(error <= result.ErrorEstimate[0], $"off by {error:G3}, stated {result.ErrorEstimate[0]:G3}");
        Assert.True(error < 1e-8, $"off by {error:G3}");
    }

    private static OpenSystemModel Driven(string envelope) => new(0.0 * Sz, drives: [new Drive(SpinOperators.X(0.5), Formula(envelope))]);

    private static FormulaEnvelope Formula(string text) => new(CompiledExpression.Formula(Expression.Parse(text), ["t"]));
}
