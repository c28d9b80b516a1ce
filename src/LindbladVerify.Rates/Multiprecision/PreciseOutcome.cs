using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Rates.Multiprecision;

/// <summary>What a computation with a given number of digits found: a number, that there is none, or that the digits did not suffice.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PreciseOutcome
{
    /// <summary>The number; null where there is none.</summary>
    public BigFloat? Value { get; private init; }

    /// <summary>What the number is a sum of, in modulus: a number that is far below that at every precision is 0.</summary>
    public BigFloat Scale { get; private init; }

    /// <summary>A bound on the error that is known beside the change with precision.</summary>
    public BigFloat Error { get; private init; }

    /// <summary>Words about the number, or why there is none.</summary>
    public string? Remark { get; private init; }

    /// <summary>A word by which two outcomes of the same kind are recognised.</summary>
    public string Case { get; private init; }

    /// <summary>More digits are needed.</summary>
    public bool NeedsDigits { get; private init; }

    /// <summary>The digits did not suffice.</summary>
    public static PreciseOutcome Unresolved => new() { NeedsDigits = true, Case = "unresolved" };

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="scale">What it is a sum of.</param>
    /// <param name="error">A bound on its error, where one is known.</param>
    /// <param name="remark">Words about it.</param>
    public static PreciseOutcome Of(BigFloat value, BigFloat scale, BigFloat error = default, string? remark = null) =>
        new() { Value = value, Scale = scale, Error = error, Remark = remark, Case = "value" };

    /// <summary>No number.</summary>
    /// <param name="kind">A word for the reason.</param>
    /// <param name="remark">The reason.</param>
    public static PreciseOutcome None(string kind, string remark) => new() { Case = kind, Remark = remark };
}
