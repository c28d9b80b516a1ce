namespace LindbladVerify.Algebra.Presentation;

/// <summary>A formula as it is written: the tree that all printers share.</summary>
internal abstract record Form
{
    /// <summary>How many symbols, numbers and signs it holds: what a reader has to take in.</summary>
    public abstract int Length { get; }
}

/// <summary>A whole number.</summary>
internal sealed record NumberForm(System.Numerics.BigInteger Value) : Form
{
    public override int Length => 1;
}

/// <summary>A parameter or a named sub-expression.</summary>
internal sealed record NameForm(string Name) : Form
{
    public override int Length => 1;
}

/// <summary>A sum; each part with its sign.</summary>
internal sealed record SumForm(IReadOnlyList<(bool Negative, Form Part)> Parts) : Form
{
    public override int Length { get; } = Parts.Sum(p => p.Part.Length + 1);
}

/// <summary>A product of at least two factors.</summary>
internal sealed record ProductForm(IReadOnlyList<Form> Factors) : Form
{
    public override int Length { get; } = Factors.Sum(f => f.Length + (f is SumForm ? 1 : 0));
}

/// <summary>A whole power, at least 2.</summary>
internal sealed record PowerForm(Form Base, int Exponent) : Form
{
    public override int Length => Base.Length + 1;
}

/// <summary>A quotient.</summary>
internal sealed record QuotientForm(Form Above, Form Below) : Form
{
    public override int Length => Above.Length + Below.Length + 1;
}
