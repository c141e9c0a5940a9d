namespace AgentBus.Rego;

/// <summary>The codes of <see cref="RegoError"/>; the first group has the spelling of OPA.</summary>
public static class RegoErrorCode
{
    /// <summary>The text is not Rego.</summary>
    public const string Parse = "rego_parse_error";

    /// <summary>The modules do not fit together: a name declared twice, a conflict of rules, a refused builtin.</summary>
    public const string Compile = "rego_compile_error";

    /// <summary>A call with arguments of the wrong type or number, or of an unknown function.</summary>
    public const string Type = "rego_type_error";

    /// <summary>A variable that no expression binds.</summary>
    public const string UnsafeVariable = "rego_unsafe_var_error";

    /// <summary>A rule that depends on itself.</summary>
    public const string Recursion = "rego_recursion_error";

    /// <summary>Two outputs where one is allowed.</summary>
    public const string Conflict = "eval_conflict_error";

    /// <summary>A builtin's operand was of the wrong type (strict evaluation only).</summary>
    public const string EvaluationType = "eval_type_error";

    /// <summary>A builtin failed (strict evaluation only).</summary>
    public const string Builtin = "eval_builtin_error";

    /// <summary>A with modifier could not be applied.</summary>
    public const string WithMerge = "eval_with_merge_error";

    /// <summary>The evaluation was cancelled by the caller.</summary>
    public const string Cancelled = "eval_cancel_error";

    /// <summary>The evaluation took more steps than allowed.</summary>
    public const string StepLimit = "eval_step_limit_error";

    /// <summary>The evaluation nested deeper than allowed.</summary>
    public const string DepthLimit = "eval_depth_limit_error";

    /// <summary>The evaluation built values larger than allowed.</summary>
    public const string SizeLimit = "eval_size_limit_error";

    /// <summary>The evaluation took longer than allowed.</summary>
    public const string TimeLimit = "eval_time_limit_error";

    /// <summary>A bundle that cannot be read, or whose content leaves its roots.</summary>
    public const string Bundle = "bundle_error";
}
