using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>One request to a grain.</summary>
public interface IInvokable : IDisposable
{
    int GetArgumentCount();

    object? GetArgument(int index);

    void SetArgument(int index, object value);

    string GetMethodName();

    string GetInterfaceName();

    MethodInfo GetMethod();

    Type GetInterfaceType();
}
