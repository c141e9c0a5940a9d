namespace Orleans.Configuration;

/// <summary>Names of the installation. They only label things here: there is no cluster.</summary>
public class ClusterOptions
{
    public const string DefaultClusterId = "default";
    public const string DefaultServiceId = "default";

    /// <summary>One deployment.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The owner of the data, over many deployments.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}

/// <summary>Name of the silo.</summary>
public class SiloOptions
{
    public string? SiloName { get; set; }
}
