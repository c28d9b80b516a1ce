namespace LindbladVerify.Systems.Expressions;

/// <summary>How two conditions are joined.</summary>
public enum LogicalOperator
{
    /// <summary>Both hold.</summary>
    And,

    /// <summary>At least one holds.</summary>
    Or,
}
