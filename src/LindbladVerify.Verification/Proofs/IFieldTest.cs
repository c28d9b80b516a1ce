using LindbladVerify.Systems.PrimeFields;

namespace LindbladVerify.Verification.Proofs;

/// <summary>A statement about rational functions that can be tested at points of prime fields. Not safe to use from several threads.</summary>
internal interface IFieldTest
{
    /// <summary>Number of variables.</summary>
    int Variables { get; }

    /// <summary>Number of equations of the largest system that a test solves; 0 where it solves none.</summary>
    int Block { get; }

    /// <summary>How large what must vanish can be.</summary>
    FractionSize Size();

    /// <summary>Whether the statement holds at a point; null where a part has no value there.</summary>
    bool? Holds(Valuation valuation, ReadOnlySpan<ulong> point);
}
