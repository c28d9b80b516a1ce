using LindbladVerify.Systems.Expressions;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Verification.Derivations;

/// <summary>What is to be derived from a model file.</summary>
/// <param name="Observable">Name of the observable.</param>
/// <param name="Quantity">What of it: a relaxation rate or a steady state.</param>
public sealed record DerivationRequest(string Observable, ModelQuantityKind Quantity)
{
    /// <summary>The observable relaxes at factor times the rate.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Parameters that are held at numbers.</summary>
    public IReadOnlyDictionary<string, Expression> Set { get; init; } = new Dictionary<string, Expression>(StringComparer.Ordinal);

    /// <summary>A limit whose leading terms are asked for; null for the whole formula.</summary>
    public DerivationPath? Path { get; init; }

    /// <summary>How many terms of the expansion.</summary>
    public int Terms { get; init; } = 1;
}
