namespace AgentBus.Model;

/// <summary>Where a bundle stands in its life (POL-10, POL-11).</summary>
public enum PolicyBundleState
{
    /// <summary>It compiles; tests failed, or it has none. It can be neither tried nor activated.</summary>
    Draft,

    /// <summary>Its tests passed.</summary>
    Tested,

    /// <summary>It decides a part of the messages.</summary>
    Canary,

    /// <summary>It is in force.</summary>
    Active,

    /// <summary>It was in force or on trial, and was taken back.</summary>
    RolledBack,
}
