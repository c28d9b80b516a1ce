using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Verification.References;

/// <summary>Computes a quantity from equations of motion in as many digits as it takes, from parameters given in as many; knows no formula. Thread-safe.</summary>
internal interface IPreciseQuantity
{
    /// <summary>About how many operations on long numbers one value takes.</summary>
    double Operations(Reference reference);

    /// <summary>The value.</summary>
    /// <param name="reference">Which noise and method, where there is a choice.</param>
    /// <param name="parametersAt">The parameters of the quantity by name, to any number of bits; null where they have no values.</param>
    /// <param name="wantedRelativeError">Where to stop.</param>
    /// <param name="mostBits">Where to give up.</param>
    /// <param name="cancellation">Stops between two precisions.</param>
    PreciseReference Evaluate(Reference reference, Func<int, IReadOnlyDictionary<string, Ball>?> parametersAt, double wantedRelativeError, int mostBits, CancellationToken cancellation);
}
