namespace LindbladVerify.Algebra.Limits;

/// <summary>Where the parameter of a path goes.</summary>
public enum LimitDirection
{
    /// <summary>lambda -&gt; 0.</summary>
    Zero,

    /// <summary>lambda -&gt; infinity.</summary>
    Infinity,
}
