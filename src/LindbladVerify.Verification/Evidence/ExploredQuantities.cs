using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Verification.Judging;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Evidence;

/// <summary>Both sides of a claim at a point, as a page to play with shows them: formula and truth, or the two quantities of an inequality.</summary>
/// <param name="formula">The formula.</param>
/// <param name="claim">The claim, which has a reference.</param>
/// <param name="library">Computes the references.</param>
/// <param name="cancellation">Ends the computation of a value in many digits.</param>
internal sealed class ExploredQuantities(Formula formula, Claim claim, ReferenceLibrary library, CancellationToken cancellation)
{
    /// <summary>A relative uncertainty of the truth beyond which many digits are asked, and beyond which there is no value where they do not help.</summary>
    private const double Poor = 1e-3;

    /// <summary>The quantity on the right: what a formula is held against.</summary>
    public Reference Reference { get; } = KnownModels.ReferenceOf(claim)!;

    /// <summary>Whether both sides are computed, and the file has no formula of its own.</summary>
    public bool IsInequality => claim is InequalityClaim;

    /// <summary>The left side; not a number where there is none.</summary>
    public double Prediction(ParameterPoint point)
    {
        if (claim is InequalityClaim inequality)
        {
            return Known(inequality.Reference, point);
        }

        try
        {
            return formula.Predict(point);
        }
        catch (ArgumentException)
        {
            return double.NaN; // outside what the formula requires
        }
    }

    /// <summary>The right side; not a number where there is none, or none that is known.</summary>
    public double Truth(ParameterPoint point)
    {
        if (IsInequality)
        {
            return Known(Reference, point);
        }

        Comparison comparison = InteriorScan.Compare(formula, Reference, library, point);
        if (comparison.ReferenceExists && !(comparison.RelativeUncertainty <= Poor))
        {
            comparison = InteriorScan.CompareBest(formula, Reference, library, point, cancellation);
            return comparison.RelativeUncertainty <= Poor ? comparison.Computed : double.NaN;
        }

        return comparison.Computed;
    }

    private double Known(Reference reference, ParameterPoint point)
    {
        try
        {
            ReferenceValue value = library.Evaluate(reference, formula, point);
            return value.Exists ? value.Value : double.NaN;
        }
        catch (ArgumentOutOfRangeException)
        {
            return double.NaN;
        }
    }
}

/// <summary>Values that are computed side by side as long as there is time.</summary>
/// <param name="quantities">What computes values until a token ends that.</param>
/// <param name="seconds">How long it may take from now on; null for as long as it takes.</param>
/// <param name="threads">Threads to use.</param>
/// <param name="cancellation">Stops it with an exception.</param>
internal sealed class TimedWork(Func<CancellationToken, ExploredQuantities> quantities, double? seconds, int threads, CancellationToken cancellation) : IDisposable
{
    private readonly CancellationTokenSource end = Ending(seconds, cancellation);
    private ExploredQuantities? both;

    /// <summary>What computes.</summary>
    public ExploredQuantities Both => both ??= quantities(end.Token);

    /// <summary>Whether there is an end.</summary>
    public bool IsTimed => seconds is not null;

    /// <summary>The same with another time from now on.</summary>
    public TimedWork Again(double? time) => new(quantities, time, threads, cancellation);

    /// <summary>Does something for each of some numbers; one that is under way when time is over is left.</summary>
    /// <returns>Whether all were done.</returns>
    public bool Each(IReadOnlyList<int> numbers, Action<ExploredQuantities, int> work, bool inOrder = false)
    {
        ExploredQuantities computing = Both;
        int done = 0;
        Parallel.For(0, numbers.Count, new ParallelOptions { MaxDegreeOfParallelism = inOrder ? 1 : threads }, (k, state) =>
        {
            if (end.IsCancellationRequested)
            {
                state.Stop();
                return;
            }

            try
            {
                work(computing, numbers[k]);
                Interlocked.Increment(ref done);
            }
            catch (OperationCanceledException)
            {
                state.Stop();
            }
        });
        cancellation.ThrowIfCancellationRequested();
        return done == numbers.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => end.Dispose();

    private static CancellationTokenSource Ending(double? seconds, CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (seconds is > 0 and var time)
        {
            source.CancelAfter(TimeSpan.FromSeconds(time));
        }
        else if (seconds is not null)
        {
            // A timer would let through what ends before it fires.
            source.Cancel();
        }

        return source;
    }
}
