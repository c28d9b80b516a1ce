using LindbladVerify.Dynamics.Propagation.Faber;
using LindbladVerify.Dynamics.Propagation.Operators;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Propagation.Dense;

/// <summary>The dense exponential of every independent block, in double precision or, where that would miss the tolerance, with 32 digits.</summary>
internal sealed class DenseExponential() : PropagationMethod(
    "dense", "dense", "The dense exponential exp(A Δt) of each independent block, with 32 digits where 16 would miss the tolerance: for small or stiff systems.")
{
    private const string InExtendedPrecision = "dense real exponential with 32 digits, since rounding to 16 would miss the tolerance";

    /// <summary>Largest order that is tried again where another method missed the tolerance.</summary>
    private const int MostAgain = 3000;

    /// <summary>Run time for blocks of these orders, ns: measured constants, good to a factor of two or three.</summary>
    public static double Time(IEnumerable<int> orders, TimeGrid grid, int rows, IDenseKernels kernels)
    {
        double sum = 0;
        foreach (int order in orders)
        {
            double n = order;
            double gemv = n < 400 ? 3 : 1;
            double exponentials = grid.IsUniform ? 1 : 3;
            double products = grid.IsUniform ? grid.Count : 20.0 * grid.Count;
            sum += 5000 + (exponentials * 2 * n * n * n * 18 / Gigaflops(n, kernels)) + (products * ((2 * n * n / gemv) + 50)) + (grid.Count * rows * n);
        }

        return sum;
    }

    /// <summary>Operations per nanosecond of a product of matrices of order n.</summary>
    public static double Gigaflops(double n, IDenseKernels kernels) => kernels.Info.Backend == Backend.Managed
        ? n < 24 ? 1.5 : n < 96 ? 10 : 50
        : n < 24 ? 8 : n < 96 ? 25 : 45;

    internal override string? Refusal(PropagationEquations equations) =>
        equations.IsDriven ? "the generator depends on time"
        : equations.Average is not null ? "the average is taken in closed form"
        : equations.Explicit is not { } known ? "the equations exist in operator form only"
        : known.LargestBlock > MemoryBudget.Of(equations.Options).LargestDense ? "a dense exponential would not fit into memory"
        : null;

    internal override PropagationForecast Forecast(PropagationEquations equations)
    {
        BlochEquations known = equations.Explicit!;
        double accuracy = Blocks(known).Select(b => InExtended(b, known) ? ExtendedPropagator.RelativeError(b, known.Grid) : Rounding(b, known.Grid)).DefaultIfEmpty(0).Max();
        return new PropagationForecast(
            Time(known.Blocks.Select(b => b.Length), known.Grid, known.Reduced.Rows.Length, known.Kernels),
            known.Blocks.Sum(b => MemoryBudget.Dense(b.Length)),
            accuracy);
    }

    internal override bool CanStandIn(PropagationEquations equations) =>
        Refusal(equations) is null && equations.Explicit!.LargestBlock <= Math.Min(MostAgain, MemoryBudget.Of(equations.Options).LargestDense);

    /// <summary>What does not fit is refused with its size.</summary>
    internal override void Require(PropagationEquations equations)
    {
        if (equations.Explicit is { IsDriven: false } known)
        {
            MemoryBudget.Of(equations.Options).Require(MemoryBudget.Dense(known.LargestBlock), FormattableString.Invariant($"A dense exponential of order {known.LargestBlock}"));
            return;
        }

        base.Require(equations);
    }

    internal override PropagationResult Solve(PropagationEquations equations, string why)
    {
        BlochEquations known = equations.Explicit!;
        double[][] values = [.. known.Reduced.Rows.Select(_ => new double[known.Grid.Count])];
        double[] errors = new double[values.Length];
        var propagator = new DensePropagator(known.Kernels);
        long extendedProducts = 0;
        int extended = 0;
        foreach (LinearProblem block in Blocks(known))
        {
            known.Cancellation.ThrowIfCancellationRequested();
            double relative = Rounding(block, known.Grid);
            if (InExtended(block, known))
            {
                extended++;
                extendedProducts += AddExtended(block, values, errors, known);
                relative = ExtendedPropagator.RelativeError(block, known.Grid);
            }
            else
            {
                propagator.AddValues(block, known.Grid, values);
            }

            double scale = relative * VectorKernels.Norm(block.Initial);
            for (int r = 0; r < errors.Length; r++)
            {
                errors[r] += scale * VectorKernels.Norm(block.Rows[r]);
            }
        }

        bool isManaged = extended > 0 && extended == known.Blocks.Count;
        string explanation = extended == 0 ? "dense real exponential"
            : isManaged ? InExtendedPrecision
            : FormattableString.Invariant($"{InExtendedPrecision} in {extended} of {known.Blocks.Count} blocks");
        var statistics = new PropagationStatistics(propagator.Products + extendedProducts, Steps: 1, Blocks: known.Blocks.Count);
        return known.Result(new VectorPropagation(values, errors, this, explanation, statistics), why, isManaged ? BackendText.Managed : BackendText.Of(known.Kernels));
    }

    private static IEnumerable<LinearProblem> Blocks(BlochEquations equations) =>
        equations.Blocks.Select(indices => equations.Blocks.Count == 1 ? equations.Reduced : equations.Whole.Restrict(indices));

    private static double Rounding(LinearProblem block, TimeGrid grid) => DensePropagator.Rounding(block.Generator.NormOne() * grid.Last, grid.Count);

    private static bool InExtended(LinearProblem block, BlochEquations equations) =>
        Rounding(block, equations.Grid) > 0.5 * equations.Options.Tolerance && ExtendedPropagator.CanSolve(block, equations.Grid);

    /// <summary>Adds a block's values, and to the errors how far they move with the last digits of the generator's entries; returns the number of products.</summary>
    private static long AddExtended(LinearProblem block, double[][] values, double[] errors, BlochEquations equations)
    {
        (double[][] solved, long products) = SolveExtended(block, equations);
        double[] moves = new double[values.Length];
        foreach (LinearProblem neighbour in EntryRounding.Moved(block))
        {
            (double[][] moved, long more) = SolveExtended(neighbour, equations);
            products += more;
            for (int r = 0; r < moves.Length; r++)
            {
                moves[r] = Math.Max(moves[r], solved[r].Zip(moved[r], (v, m) => Math.Abs(v - m)).Max());
            }
        }

        for (int r = 0; r < values.Length; r++)
        {
            VectorKernels.Add(1, solved[r], values[r]);
            errors[r] += moves[r];
        }

        return products;
    }

    private static (double[][] Values, long Products) SolveExtended(LinearProblem block, BlochEquations equations)
    {
        double[][] values = Array.ConvertAll(block.Rows, _ => new double[equations.Grid.Count]);
        return (values, ExtendedPropagator.AddValues(block, equations.Grid, values, equations.Cancellation));
    }
}
