using System.Runtime.InteropServices;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Rates.Relaxation;

namespace LindbladVerify.Verification.References;

/// <summary>
/// Computes one kind of quantity from equations of motion, knowing no formula. Found by its type, made without arguments or with dense kernels; thread-safe.
/// </summary>
public interface IReferenceQuantity
{
    /// <summary>The quantity's name in <see cref="Reference.Quantity"/>.</summary>
    string Quantity { get; }

    /// <summary>The value at a point.</summary>
    /// <exception cref="ArgumentException">The method is unknown to this quantity, or the noise has no place in it.</exception>
    /// <exception cref="FormatException">The noise has no known name.</exception>
    ReferenceValue Evaluate(Reference reference, ParameterPoint point);
}

/// <summary>A formula whose claims refer to a quantity that it describes itself, such as an observable of a model file.</summary>
internal interface IBringsQuantity
{
    /// <summary>The quantity; null where the formula refers to a built-in one.</summary>
    /// <param name="kernels">Dense kernels to compute it with.</param>
    /// <param name="cancellation">Ends the computation of a value.</param>
    IReferenceQuantity? Quantity(IDenseKernels kernels, CancellationToken cancellation = default);

    /// <summary>Quantities that claims compare with it.</summary>
    /// <param name="kernels">Dense kernels to compute them with.</param>
    /// <param name="cancellation">Ends the computation of a value.</param>
    IReadOnlyList<IReferenceQuantity> Compared(IDenseKernels kernels, CancellationToken cancellation = default) => [];
}

/// <summary>A quantity with a whole time course.</summary>
internal interface ICurveQuantity : IReferenceQuantity
{
    /// <summary>The time course at a point.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none at this point.</exception>
    TimeCourse Course(Reference reference, ParameterPoint point);
}

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

/// <summary>A reference value in many digits.</summary>
/// <param name="Value">The value with a bound on its error; null where it does not exist or was not settled.</param>
/// <param name="Remark">Words about the value, or why there is none.</param>
/// <param name="NeedsDigits">The wanted error was not reached with the digits allowed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PreciseReference(Ball? Value, string? Remark, bool NeedsDigits)
{
    /// <summary>The quantity does not exist at this point.</summary>
    public static PreciseReference None(string remark) => new(null, remark, false);
}
