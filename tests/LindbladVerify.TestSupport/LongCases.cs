using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace LindbladVerify.TestSupport;

/// <summary>A fact that takes seconds: skipped, and said to be, where a run tests few cases.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = Cases.SkipOfLong;
}

/// <summary>A theory all of whose cases take seconds.</summary>
public sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute() => Skip = Cases.SkipOfLong;
}

/// <summary>A fact that takes seconds and may be skipped as it runs.</summary>
public sealed class LongSkippableFactAttribute : SkippableFactAttribute
{
    public LongSkippableFactAttribute() => Skip = Cases.SkipOfLong;
}

/// <summary>A theory all of whose cases take seconds and may be skipped as they run.</summary>
public sealed class LongSkippableTheoryAttribute : SkippableTheoryAttribute
{
    public LongSkippableTheoryAttribute() => Skip = Cases.SkipOfLong;
}

/// <summary>A case of a theory that takes seconds, beside shorter ones.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class LongInlineDataAttribute(params object?[]? data) : DataAttribute
{
    private readonly object?[] _data = data ?? [null];

    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) => Cases.SkipOfLong is null ? [_data] : [];
}
