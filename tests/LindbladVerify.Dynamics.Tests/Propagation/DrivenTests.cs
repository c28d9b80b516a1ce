using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.Dynamics.Propagation.RungeKutta;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Reduction;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Explicit time dependence against closed forms, and the order of the Runge–Kutta methods on a problem that depends on time.</summary>
public sealed class DrivenTests
{
    private const double Splitting = 2.9, Carrier = 2.1, Rabi = 1.3;
    private static readonly Operator Sz = 2.0 * SpinOperators.Z(0.5);
    private static readonly Operator Sx = 2.0 * SpinOperators.X(0.5);
    private static readonly Operator Sy = 2.0 * SpinOperators.Y(0.5);

    [Fact]
    public void ARotatingFieldGivesRabisFormula()
    {
        PropagationResult result = MasterEquationSolver.Solve(Rotating(), DensityMatrices.Up(0.5), [Sz], TimeGrid.Uniform(0, 12, 49));
        Assert.Equal(PropagationMethod.RungeKutta, result.Method);
        for (int k = 0; k < result.Grid.Count; k++)
        {
            Approx.Equal(RabiFormula(result.Grid.Times[k]), result.Values[0][k], 1e-10 * Math.Sqrt(2), "tolerance 1e-10 of |O||rho|");
        }

        Assert.True(result.ErrorEstimate[0] <= 1e-10 * Math.Sqrt(2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ADrivenPhaseWithDampingIsItsIntegral(bool reduce)
    {
        // H = ½ f(t) σz with f = a cos(wt) + b t commutes with itself: the coherence turns by ∫f and decays.
        const double a = 3.2, w = 1.7, b = 0.4, decay = 0.3;
        var model = new OpenSystemModel(0.0 * Sz, [new Dissipator(Sz, decay / 2)], drives: [new Drive(SpinOperators.Z(0.5), new FunctionEnvelope(t => (a * Math.Cos(w * t)) + (b * t)))]);
        Operator initial = 0.5 * (SpinOperators.One(0.5) + Sx);
        PropagationResult result = MasterEquationSolver.Solve(model, initial, [Sx], TimeGrid.Uniform(0, 5, 21), new PropagationOptions { Reduce = reduce });
        for (int k = 0; k < result.Grid.Count; k++)
        {
            double t = result.Grid.Times[k];
            double phase = (a / w * Math.Sin(w * t)) + (b * t * t / 2);
            Approx.Equal(Math.Exp(-decay * t) * Math.Cos(phase), result.Values[0][k], 1e-10 * Math.Sqrt(2), "tolerance 1e-10 of |O||rho|");
        }
    }

    [Fact]
    public void JumpsOfTheEnvelopeAreLandedOn()
    {
        // Rectangular pulses about x: the angle is the area, whatever the side that f takes at a jump.
        double[] edges = [0.37, 0.81, 1.13, 2.0001];
        Func<double, double> pulses = t => (t >= 0.37 && t < 0.81) || (t > 1.13 && t <= 2.0001) ? 5.0 : 0.0;
        var model = new OpenSystemModel(0.0 * Sz, drives: [new Drive(SpinOperators.X(0.5), new FunctionEnvelope(pulses, edges))]);
        PropagationResult result = MasterEquationSolver.Solve(model, DensityMatrices.Up(0.5), [Sz], TimeGrid.Uniform(0, 3, 7));
        double area = 5 * (0.81 - 0.37 + 2.0001 - 1.13);
        Approx.Equal(Math.Cos(area), result.Values[0][^1], 1e-10 * Math.Sqrt(2), "tolerance 1e-10 of |O||rho|");
        Assert.True(result.Statistics.RejectedSteps < 40, $"{result.Statistics.RejectedSteps} rejected steps: the jumps were searched for, not landed on.");
    }

    [Fact]
    public void DriveAndNoiseTogetherAgreeBetweenTheMatrixAndTheOperatorForm()
    {
        var random = new RandomSystems(31);
        OpenSystemModel still = random.Model(SpinChains.Nuclei(2), 1, random.Telegraph());
        var model = new OpenSystemModel(still.Hamiltonian, still.Dissipators, still.Noise, still.Space, [new Drive(random.Hermitian(4), new FunctionEnvelope(t => Math.Sin(2 * t) * Math.Exp(-t / 3)))]);
        Operator initial = random.Density(4);
        Operator observable = random.Hermitian(4);
        TimeGrid grid = TimeGrid.Uniform(0, 4, 9);
        PropagationResult block = MasterEquationSolver.Solve(model, initial, [observable], grid);
        PropagationResult whole = MasterEquationSolver.Solve(model, initial, [observable], grid, new PropagationOptions { Method = PropagationMethod.RungeKutta, Reduce = false });
        Approx.Equal(block.Values[0], whole.Values[0], 1e-9, "twice the tolerance of 1e-10 of |O||rho|");
    }

    [Theory]
    [InlineData(Interpolation.Step)]
    [InlineData(Interpolation.Linear)]
    public void ARecordedNoiseTraceIsPlayedAsItIs(Interpolation interpolation)
    {
        var path = new TabulatedFunction([0, 0.5, 1.1, 2.0, 3.0], [1.0, -2.0, 0.7, 3.0, -1.0], interpolation);
        var model = new OpenSystemModel(0.0 * Sz, [], [new NoiseCoupling(SpinOperators.Z(0.5), new TraceNoise(path))]);
        Operator initial = 0.5 * (SpinOperators.One(0.5) + Sx);
        PropagationResult result = MasterEquationSolver.Solve(model, initial, [Sx], TimeGrid.Uniform(0, 3, 7));
        double area = interpolation == Interpolation.Step
            ? (0.5 * 1) - (0.6 * 2) + (0.9 * 0.7) + (1.0 * 3)
            : (0.5 * -0.5) + (0.6 * -0.65) + (0.9 * 1.85) + (1.0 * 1.0);
        Approx.Equal(Math.Cos(area), result.Values[0][^1], 1e-10 * Math.Sqrt(2), "the phase is the area under the trace");
    }

    [Fact]
    public void AStaticMethodIsRefusedAndAnEnvelopeMustBeFinite()
    {
        var options = new PropagationOptions { Method = PropagationMethod.Dense };
        Assert.Throws<ArgumentException>(() => MasterEquationSolver.Solve(Rotating(), DensityMatrices.Up(0.5), [Sz], TimeGrid.Uniform(0, 1, 2), options));
        var broken = new OpenSystemModel(0.0 * Sz, drives: [new Drive(Sx, new FunctionEnvelope(t => 1 / (t - t)))]);
        Assert.Throws<ArithmeticException>(() => MasterEquationSolver.Solve(broken, DensityMatrices.Up(0.5), [Sz], TimeGrid.Uniform(0, 1, 2)));
    }

    [Fact]
    public void TheMeasuredOrderIsTheDeclaredOne()
    {
        ButcherTableau tableau = RungeKuttaTableaus.DormandPrince853;
        Assert.Equal(8, tableau.Order);
        double[] reference = Fixed(tableau, 3.0, 600);
        Approx.Equal(RabiFormula(3.0), reference[^1], 1e-13, "the reference itself");
        var points = new List<(double, double)>();
        for (int steps = 6; steps <= 40; steps = steps * 4 / 3)
        {
            double[] found = Fixed(tableau, 3.0, steps);
            points.Add((3.0 / steps, Math.Sqrt(found.Zip(reference, (x, y) => (x - y) * (x - y)).Sum())));
        }

        Assert.InRange(ConvergenceOrder.Slope(points, 1e-13), 7.7, 8.5);
    }

    [Fact]
    public void TheTableausSatisfyTheirRowSumsAndSimpleOrderConditions()
    {
        ButcherTableau tableau = RungeKuttaTableaus.DormandPrince853;
        for (int power = 0; power < tableau.Order; power++)
        {
            double sum = 0;
            for (int i = 0; i < tableau.Stages; i++)
            {
                sum += tableau.B[i] * Math.Pow(tableau.C[i], power);
            }

            Approx.Equal(1.0 / (power + 1), sum, 1e-14, $"{tableau.Name}: quadrature condition {power}");
        }

        foreach (double[] weights in tableau.ErrorWeights)
        {
            Approx.Equal(0, weights.Sum(), 1e-14, $"{tableau.Name}: an error estimate of a constant slope is zero");
        }
    }

    private static OpenSystemModel Rotating() => new(
        Splitting * SpinOperators.Z(0.5),
        drives:
        [
            new Drive(Rabi * SpinOperators.X(0.5), new FunctionEnvelope(t => Math.Cos(Carrier * t))),
            new Drive(Rabi * SpinOperators.Y(0.5), new FunctionEnvelope(t => Math.Sin(Carrier * t))),
        ]);

    /// <summary>Rabi (1937), doi:10.1103/PhysRev.51.652.</summary>
    private static double RabiFormula(double time)
    {
        double detuning = Splitting - Carrier;
        double effective = Math.Sqrt((Rabi * Rabi) + (detuning * detuning));
        double flip = Rabi * Rabi / (effective * effective) * Math.Pow(Math.Sin(effective * time / 2), 2);
        return 1 - (2 * flip);
    }

    /// <summary>The Bloch vector, z last.</summary>
    private static double[] Fixed(ButcherTableau tableau, double last, int steps)
    {
        OpenSystemModel model = Rotating();
        BlochSystem system = InvariantBlock.Of(model, [Sx, Sy, Sz]).System(DensityMatrices.Up(0.5), [Sx, Sy, Sz]);
        var equation = new DrivenEquation(new SparseOperator(system.Generator), [.. system.Drives.Select(d => new DrivenPart(new SparseOperator(d.Generator), d.Envelope))]);
        var stepper = new AdaptiveRungeKutta(equation, tableau, CancellationToken.None);
        double[] state = [.. system.Initial];
        double h = last / steps;
        for (int k = 0; k < steps; k++)
        {
            stepper.FixedStep(state, k * h, h);
        }

        return [system.Expectation(0, state), system.Expectation(1, state), system.Expectation(2, state)];
    }
}
