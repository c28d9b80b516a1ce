using FsCheck;
using FsCheck.Fluent;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Properties.Generators;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using LindbladVerify.TestSupport.ExactSolutions;
using Xunit;

namespace LindbladVerify.Properties.Laws.Propagation;

/// <summary>Whatever the method, the error of a value is no larger than the one that is stated with it.</summary>
public class StatedErrors
{
    private static readonly Operator Sx = 2.0 * SpinOperators.X(0.5);
    private static readonly Operator Sz = 2.0 * SpinOperators.Z(0.5);
    private static readonly PropagationMethod[] All = [PropagationMethod.Auto, PropagationMethod.Dense, PropagationMethod.Krylov, PropagationMethod.RungeKutta];

    private static readonly Arbitrary<double[]> StiffQubits = Arb.From(
        from splitting in Matrices.LogUniform(1e-2, 1e5)
        from down in Matrices.LogUniform(1e-3, 1e3)
        from up in Matrices.LogUniform(1e-6, 1e3)
        from dephasing in Matrices.LogUniform(1e-3, 1e4)
        from time in Matrices.LogUniform(1e-3, 3)
        select new[] { splitting, down, up, dephasing, time });

    private static readonly Arbitrary<double[]> Cavities = Arb.From(
        from start in Gen.ArrayOf(Matrices.LogUniform(0.1, 1), 2)
        from end in Gen.ArrayOf(Matrices.LogUniform(0.1, 1), 2)
        from time in Matrices.LogUniform(0.1, 5)
        select new[] { start[0], start[1], -end[0], end[1], time });

    private static readonly Arbitrary<double[]> Pulses = Arb.From(
        from width in Matrices.LogUniform(1e-7, 0.1)
        from second in Matrices.LogUniform(1e-7, 0.1)
        from centre in Matrices.LogUniform(0.05, 0.4)
        from angle in Matrices.LogUniform(0.1, 10)
        from damping in Matrices.LogUniform(1e-3, 10)
        select new[] { width, second, centre, angle, damping });

    [Law(Cases = 30)]
    public Property Stiff_qubits() => Prop.ForAll(StiffQubits, p =>
    {
        var exact = new DampedQubit(p[0], p[1], p[2], p[3]);
        Operator initial = 0.5 * (SpinOperators.One(0.5) + (0.6 * Sx) + (0.8 * Sz));
        TimeGrid grid = TimeGrid.Of([p[4] / 3, p[4]]);
        foreach (PropagationMethod method in All)
        {
            // Explicit steps would be too many for the fastest of these.
            if (method == PropagationMethod.RungeKutta && (p[0] + p[1] + p[2] + p[3]) * p[4] > 2e3)
            {
                continue;
            }

            PropagationResult result = MasterEquationSolver.Solve(exact.Model(), initial, [Sx, Sz], grid, new PropagationOptions { Method = method });
            for (int k = 0; k < grid.Count; k++)
            {
                Operator state = exact.State(initial, grid.Times[k]);
                double phase = 4 * Approx.Epsilon * (1 + (p[0] * grid.Times[k])); // of the closed form itself
                Assert.True(Math.Abs(Sx.Expectation(state).Real - result.Values[0][k]) <= result.ErrorEstimate[0] + phase, $"{method}, x: off by {Sx.Expectation(state).Real - result.Values[0][k]:G3}, stated {result.ErrorEstimate[0]:G3}");
                Assert.True(Math.Abs(Sz.Expectation(state).Real - result.Values[1][k]) <= result.ErrorEstimate[1] + (8 * Approx.Epsilon), $"{method}, z: off by {Sz.Expectation(state).Real - result.Values[1][k]:G3}, stated {result.ErrorEstimate[1]:G3}");
            }
        }
    });

    [Law(Cases = 6)]
    public Property Displaced_cavities_which_are_far_from_normal() => Prop.ForAll(Cavities, p =>
    {
        // D[a - β] takes every coherent state to |β>: <a> = β + (α - β) exp(-t/2).
        const int levels = 24;
        System.Numerics.Complex alpha = new(p[0], p[1]), beta = new(p[2], p[3]);
        Operator a = LevelOperators.Lowering(levels);
        Operator number = LevelOperators.Number(levels);
        var model = new OpenSystemModel(0.0 * number, [new Dissipator(a - (beta * ((double)levels * DensityMatrices.Mixed(levels))), 1)]);
        Operator initial = DensityMatrices.Pure(CoherentAmplitudes(levels, alpha));
        PropagationResult result = MasterEquationSolver.Solve(model, initial, [number], TimeGrid.Of([p[4]]));
        double exact = Math.Pow((beta + ((alpha - beta) * Math.Exp(-p[4] / 2))).Magnitude, 2);
        Assert.True(result.ToleranceReached, $"stated {result.ErrorEstimate[0]:G3}");
        Assert.True(Math.Abs(exact - result.Values[0][0]) <= result.ErrorEstimate[0], $"off by {exact - result.Values[0][0]:G3}, stated {result.ErrorEstimate[0]:G3}");
    });

    [Law(Cases = 30)]
    public Property Narrow_pulses_of_a_drive() => Prop.ForAll(Pulses, p =>
    {
        // f = θ/(2 s cosh²((t - t₀)/s)) turns by θ (tanh + 1)/2; the decay of the coherence commutes with it.
        string Pulse(double width, double centre) => FormattableString.Invariant($"{p[3]}/(2*{width})*(1 - tanh((t - {centre})/{width})^2)");
        var envelope = new FormulaEnvelope(CompiledExpression.Formula(Expression.Parse($"{Pulse(p[0], p[2])} + {Pulse(p[1], 2 * p[2])}"), ["t"]));
        var model = new OpenSystemModel(0.0 * Sz, [new Dissipator(Sz, p[4] / 2)], drives: [new Drive(SpinOperators.Z(0.5), envelope)]);
        PropagationResult result = MasterEquationSolver.Solve(model, 0.5 * (SpinOperators.One(0.5) + Sx), [Sx], TimeGrid.Of([1.0]));
        double Turn(double width, double centre) => p[3] / 2 * (Math.Tanh((1 - centre) / width) + Math.Tanh(centre / width));
        double exact = Math.Exp(-p[4]) * Math.Cos(Turn(p[0], p[2]) + Turn(p[1], 2 * p[2]));
        Assert.True(Math.Abs(exact - result.Values[0][0]) <= result.ErrorEstimate[0] + (64 * Approx.Epsilon), $"off by {exact - result.Values[0][0]:G3}, stated {result.ErrorEstimate[0]:G3}");

        // Times near 1 s are known to 1e-16 s, a part of the narrowest pulses that the tolerance does not allow.
        Assert.True(result.ToleranceReached || Math.Min(p[0], p[1]) < 1e-4, $"stated {result.ErrorEstimate[0]:G3}");
    });

    private static System.Numerics.Complex[] CoherentAmplitudes(int levels, System.Numerics.Complex alpha)
    {
        var amplitudes = new System.Numerics.Complex[levels];
        amplitudes[0] = Math.Exp(-alpha.Magnitude * alpha.Magnitude / 2);
        for (int n = 1; n < levels; n++)
        {
            amplitudes[n] = amplitudes[n - 1] * alpha / Math.Sqrt(n);
        }

        return amplitudes;
    }
}
