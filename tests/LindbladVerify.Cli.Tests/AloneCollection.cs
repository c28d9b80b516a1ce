using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>Tests of time, which run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
