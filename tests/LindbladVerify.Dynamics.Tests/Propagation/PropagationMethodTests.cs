using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;
using Xunit;

namespace LindbladVerify.Dynamics.Tests.Propagation;

/// <summary>Methods say when they apply, what they cost and how accurate they can be; the automatic choice is one among them, and says the same beforehand.</summary>
public sealed class PropagationMethodTests
{
    private static readonly Operator Sx = SpinOperators.X(0.5);
    private static readonly Operator Sz = SpinOperators.Z(0.5);
    private static readonly Operator Up = DensityMatrices.Up(0.5);
    private static readonly PropagationOptions Options = new() { Kernels = DenseKernels.Managed };

    public static TheoryData<string, string, string> Cases => new()
    {
        { "decay", "dense", "dense" },
        { "gaussian-dephasing", "closed-form", "dense" },
        { "gaussian", "krylov", "krylov" },
        { "chain", "krylov", "krylov" },
        { "driven", "piecewise", "runge-kutta" },
        { "pulse", "piecewise", "dense" },
    };

    [Fact]
    public void EveryNameIsReadBack()
    {
        Assert.All(PropagationMethod.All, m => Assert.Same(m, PropagationMethod.Named(m.Name)));
        Assert.All(SamplingMethod.All, m => Assert.Same(m, SamplingMethod.Named(m.Name)));
        string[] names = [PropagationMethod.Auto.Name, .. PropagationMethod.All.Select(m => m.Name), .. SamplingMethod.All.Select(m => m.Name)];
        Assert.Equal("auto closed-form dense krylov piecewise runge-kutta monte-carlo quantum-jumps", string.Join(' ', names));
        Assert.Same(PropagationMethod.Auto, PropagationMethod.Named("auto"));
        Assert.Null(PropagationMethod.Named("magic"));
        Assert.Null(SamplingMethod.Named("auto"));
        Assert.All(PropagationMethod.All, m => Assert.EndsWith(".", m.Summary, StringComparison.Ordinal));
    }

    /// <param name="name">The model.</param>
    /// <param name="chosen">What the plan chooses.</param>
    /// <param name="did">What the result says that it was done with, most of it.</param>
    [Theory]
    [MemberData(nameof(Cases))]
    public void ThePlanIsWhatIsDone(string name, string chosen, string did)
    {
        (OpenSystemModel model, Operator initial, Operator observable, TimeGrid grid) = Case(name);
        PropagationPlan plan = MasterEquationSolver.Explain(model, initial, [observable], grid, Options);
        Assert.Equal(chosen, plan.Chosen!.Name);
        PropagationMethod? announced = null;
        PropagationResult result = MasterEquationSolver.Solve(model, initial, [observable], grid, Options with { Announce = e => announced ??= e.Method });
        Assert.Equal(plan.Chosen, announced);
        Assert.Equal(did, result.Method.Name);
        Assert.Equal(PropagationMethod.All, plan.Methods.Select(m => m.Method));
        Assert.All(plan.Methods, m => Assert.Equal(m.Refusal is null, m.Estimate is { Seconds: > 0, Bytes: >= 0, Equations: > 0 } && m.Accuracy is > 0 and < 1));

        // No error estimate is below what the method said that it can reach.
        double floor = plan.Methods.Single(m => m.IsChosen).Accuracy!.Value * Norm(observable) * Norm(initial);
        Assert.True(did is not "dense" || chosen is not "dense" || result.ErrorEstimate[0] >= 0.99 * floor, $"{result.ErrorEstimate[0]} {floor}");
    }

    [Fact]
    public void RefusalsHaveReasons()
    {
        string Reason(string name, PropagationMethod method, PropagationOptions options)
        {
            (OpenSystemModel model, Operator initial, Operator observable, TimeGrid grid) = Case(name);
            return MasterEquationSolver.Explain(model, initial, [observable], grid, options).Methods.Single(m => m.Method == method).Refusal!;
        }

        Assert.Equal("there is no noise to average over", Reason("decay", PropagationMethod.ClosedForm, Options));
        Assert.Equal("a noise does not commute with the rest", Reason("gaussian", PropagationMethod.ClosedForm, Options));
        Assert.Equal("the average is taken in closed form", Reason("gaussian-dephasing", PropagationMethod.Krylov, Options));
        Assert.Equal("nothing depends on time", Reason("decay", PropagationMethod.Piecewise, Options));
        Assert.Equal("the generator depends on time", Reason("driven", PropagationMethod.Dense, Options));
        Assert.Equal("a dense exponential would not fit into memory", Reason("decay", PropagationMethod.Dense, Options with { MemoryLimit = 700 }));
        Assert.Contains("The noise-extended generator of 4 equations would need", Reason("decay", PropagationMethod.Krylov, Options with { MemoryLimit = 1 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decay", "closed-form", "there is no noise to average over")]
    [InlineData("decay", "piecewise", "nothing depends on time")]
    [InlineData("driven", "dense", "the method must be auto, piecewise or runge-kutta, not dense")]
    [InlineData("driven", "krylov", "the method must be auto, piecewise or runge-kutta, not krylov")]
    public void WhatDoesNotApplyIsRefusedByName(string name, string method, string reason)
    {
        (OpenSystemModel model, Operator initial, Operator observable, TimeGrid grid) = Case(name);
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => MasterEquationSolver.Solve(model, initial, [observable], grid, Options with { Method = PropagationMethod.Named(method)! }));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaussian-dephasing", "closed-form")]
    [InlineData("driven", "piecewise")]
    [InlineData("pulse", "piecewise")]
    [InlineData("decay", "dense")]
    public void AskedForByNameItDoesWhatTheChoiceDoes(string name, string method)
    {
        (OpenSystemModel model, Operator initial, Operator observable, TimeGrid grid) = Case(name);
        PropagationResult chosen = MasterEquationSolver.Solve(model, initial, [observable], grid, Options);
        PropagationResult asked = MasterEquationSolver.Solve(model, initial, [observable], grid, Options with { Method = PropagationMethod.Named(method)! });
        Assert.Equal(chosen.Values[0], asked.Values[0]);
        Assert.Equal(chosen.Method, asked.Method);
    }

    [Fact]
    public void SamplingSaysWhatIsRandom()
    {
        Assert.Equal("the model has no random noise", SamplingMethod.MonteCarlo.Refusal(Case("decay").Model));
        Assert.Null(SamplingMethod.QuantumJumps.Refusal(Case("decay").Model));
        Assert.Null(SamplingMethod.MonteCarlo.Refusal(Case("gaussian").Model));
        Assert.Equal("the model has neither noise nor dissipators", SamplingMethod.QuantumJumps.Refusal(Case("pulse").Model));
        Assert.Equal(0.01, SamplingMethod.LargestStandardError(10_000), 1e-15);
    }

    private static (OpenSystemModel Model, Operator Initial, Operator Observable, TimeGrid Grid) Case(string name)
    {
        TimeGrid grid = TimeGrid.Uniform(0, 3, 31);
        var noise = new NoiseCoupling(Sz, new OrnsteinUhlenbeckNoise(0.3, 1.1, 2));
        Operator transverse = 0.5 * (SpinOperators.One(0.5) + (2.0 * Sx));
        switch (name)
        {
            case "decay":
                return (new OpenSystemModel(2.0 * Sx, [new Dissipator(SpinOperators.Minus(0.5), 0.4)]), Up, Sz, grid);
            case "gaussian-dephasing":
                return (new OpenSystemModel(1.5 * Sz, [], [noise]), transverse, Sx, grid);
            case "gaussian":
                return (new OpenSystemModel(1.5 * Sx, [], [noise]), Up, Sz, grid);
            case "driven":
                return (new OpenSystemModel(1.5 * Sx, [], [], drives: [new Drive(Sz, new FunctionEnvelope(t => Math.Sin(3 * t)))]), Up, Sz, grid);
            case "pulse":
                var path = new TraceNoise(new TabulatedFunction([0, 1, 2], [5, 70, 9], Interpolation.Step));
                return (new OpenSystemModel(60.0 * Sx, [], [new NoiseCoupling(Sz, path)]), Up, Sz, grid);
            default:
                HilbertSpace space = SpinChains.Nuclei(5);
                return (SpinChains.WithoutSymmetry(5), SpinChains.FirstUp(space), SpinChains.Z(space, "I1"), TimeGrid.Uniform(0, 1, 5));
        }
    }

    private static double Norm(Operator a) => Math.Sqrt(a.Matrix.Values.ToArray().Sum(v => (v.Real * v.Real) + (v.Imaginary * v.Imaginary)));
}
