namespace LindbladVerify.Systems.Expressions;

/// <summary>Kinds of words of the language.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A name.</summary>
    Name,

    /// <summary>An operator sign, parenthesis, comma or point.</summary>
    Sign,

    /// <summary>The end of the text.</summary>
    End,
}
