namespace LindbladVerify.Verification.HypRes;

/// <summary>A statement about the experiment that a model either reproduces or not.</summary>
/// <param name="Id">Short name.</param>
/// <param name="Statement">The statement in one sentence.</param>
/// <param name="Holds">Whether the model reproduces it.</param>
/// <param name="Evidence">The numbers.</param>
public sealed record HypResFact(string Id, string Statement, bool Holds, string Evidence);
