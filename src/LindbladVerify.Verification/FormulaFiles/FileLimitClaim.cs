using LindbladVerify.Formulas.Claims;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>A limit of a formula file: its path can be followed in many digits, beyond the range of doubles.</summary>
internal sealed record FileLimitClaim(string Id, string Statement, VerdictKind Declared, Reference Reference, LimitApproach Approach, double? DeclaredOrder)
    : LimitClaim(Id, Statement, Declared, Reference, Approach.At, Approach.Text, DeclaredOrder);
