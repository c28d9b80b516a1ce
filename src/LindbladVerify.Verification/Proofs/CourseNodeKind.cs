namespace LindbladVerify.Verification.Proofs;

/// <summary>What a part of a time course is.</summary>
internal enum CourseNodeKind
{
    /// <summary>Something that does not depend on the time.</summary>
    Constant,

    /// <summary>The time.</summary>
    Time,

    /// <summary>a + b.</summary>
    Sum,

    /// <summary>a - b.</summary>
    Difference,

    /// <summary>a b.</summary>
    Product,

    /// <summary>A whole power.</summary>
    Power,

    /// <summary>exp of what is linear in the time.</summary>
    Exponential,

    /// <summary>cos of what is linear in the time.</summary>
    Cosine,

    /// <summary>sin of what is linear in the time.</summary>
    Sine,
}
