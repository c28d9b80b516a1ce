using System.Globalization;

namespace LindbladVerify.LinearAlgebra.Kernels;

/// <summary>What <see cref="Backend.Auto"/> stands for, decided by measured times and never by the clock of the run itself.</summary>
/// <remarks>
/// A measurement at every start would let noise choose, and with it the last bits of results. So the times are a fixed table of
/// what kernels with the instructions found here take (<see cref="BackendTimes"/>), and the same libraries on the same processor
/// always give the same choice. One library serves all work; products of large matrices, real or complex, go to the managed
/// kernels where the table says that those are far faster. A backend without measured times is neither preferred nor passed over:
/// the order MKL, OpenBLAS, managed decides.
/// </remarks>
internal sealed class BackendChoice
{
    /// <summary>How many times faster another backend must be, so that small differences between processors change nothing.</summary>
    public const double Advantage = 1.25;

    /// <summary>From this order of the left factor on a product is one of large matrices.</summary>
    public const int LargeOrder = 32;

    private BackendChoice(Backend primary, Backend realProducts, Backend complexProducts, string reason)
    {
        Primary = primary;
        LargeRealProducts = realProducts;
        LargeComplexProducts = complexProducts;
        Reason = reason;
    }

    /// <summary>The backend of everything else.</summary>
    public Backend Primary { get; }

    /// <summary>The backend of products of large real matrices.</summary>
    public Backend LargeRealProducts { get; }

    /// <summary>The backend of products of large complex matrices.</summary>
    public Backend LargeComplexProducts { get; }

    /// <summary>Why, in one or two sentences.</summary>
    public string Reason { get; }

    /// <summary>Chooses among the backends that are there.</summary>
    /// <param name="available">In the order MKL, OpenBLAS, managed; the last is always managed.</param>
    public static BackendChoice Among(IReadOnlyList<BackendTimes> available)
    {
        BackendTimes primary = available[0];
        BackendTimes managed = available[^1];
        List<string> reasons = [];
        foreach (BackendTimes other in available.Skip(1).Where(t => t.Backend != Backend.Managed))
        {
            double faster = Faster(other, primary, _ => true);
            if (faster >= Advantage)
            {
                reasons.Add($"{Name(other)} is {Times(faster)} faster than {Name(primary)} over all tasks.");
                primary = other;
            }
            else
            {
                reasons.Add(Unmeasured(other, primary) ?? $"{Name(other)} is {Times(faster)} as fast as {Name(primary)} over all tasks, less than {Times(Advantage)}.");
            }
        }

        if (primary.Backend == Backend.Managed)
        {
            return new BackendChoice(Backend.Managed, Backend.Managed, Backend.Managed, "no native library was found.");
        }

        Backend OfProducts(bool isComplex)
        {
            string kind = isComplex ? "complex" : "real";
            double faster = Faster(managed, primary, task => task.Work == DenseWork.Product && task.IsComplex == isComplex && task.Order >= LargeOrder);
            reasons.Add(Unmeasured(managed, primary) ?? $"Products of large {kind} matrices are {Times(faster)} as fast by {Name(managed)} as by {Name(primary)}.");
            return faster >= Advantage ? Backend.Managed : primary.Backend;
        }

        Backend real = OfProducts(isComplex: false);
        Backend complex = OfProducts(isComplex: true);
        return new BackendChoice(primary.Backend, real, complex, string.Join(' ', reasons.Distinct(StringComparer.Ordinal)));
    }

    /// <summary>The choice in words.</summary>
    public override string ToString() => (LargeRealProducts == Primary, LargeComplexProducts == Primary) switch
    {
        (true, true) => $"{Primary}",
        (false, false) => $"{Primary}, and {LargeRealProducts} for products of matrices of order {LargeOrder} and more",
        (false, true) => $"{Primary}, and {LargeRealProducts} for products of real matrices of order {LargeOrder} and more",
        (true, false) => $"{Primary}, and {LargeComplexProducts} for products of complex matrices of order {LargeOrder} and more",
    };

    // Geometric mean of how many times less time one backend needs; 0 where it was not measured.
    private static double Faster(BackendTimes one, BackendTimes other, Func<BackendTask, bool> counts)
    {
        if (one.Microseconds is null || other.Microseconds is null)
        {
            return 0;
        }

        double[] logs = [.. BackendTask.All.Select((task, i) => (task, i)).Where(t => counts(t.task)).Select(t => Math.Log(other.Microseconds[t.i] / one.Microseconds[t.i]))];
        return Math.Exp(logs.Average());
    }

    private static string? Unmeasured(BackendTimes one, BackendTimes other) =>
        other.Microseconds is null ? $"{Name(other)} was not measured, so its name decides."
        : one.Microseconds is null ? $"{Name(one)} was not measured, so that it is not preferred."
        : null;

    private static string Name(BackendTimes times) => $"{times.Backend} with {times.Instructions}";

    private static string Times(double factor) => string.Create(CultureInfo.InvariantCulture, $"{factor:0.0#} times");
}
