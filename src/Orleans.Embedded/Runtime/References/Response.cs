using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Embedded;

/// <summary>How the return type of an interface method relates to the task that the runtime handles.</summary>
internal sealed class Response
{
    private readonly Type _returnType;
    private readonly bool _isValueTask;

    private Response(Type returnType, Type? result, bool isValueTask)
    {
        _returnType = returnType;
        _isValueTask = isValueTask;
        RequestBase = result is null ? typeof(VoidRequest) : typeof(GrainRequest<>).MakeGenericType(result);
        TaskType = result is null ? typeof(Task) : typeof(Task<>).MakeGenericType(result);
    }

    public Type RequestBase { get; }

    private Type TaskType { get; }

    /// <summary>Returns null for a return type that a grain method cannot have.</summary>
    public static Response? Of(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask) || type == typeof(void))
        {
            return new(type, null, type == typeof(ValueTask));
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(Task<>) || definition == typeof(ValueTask<>)
            ? new(type, type.GetGenericArguments()[0], definition == typeof(ValueTask<>))
            : null;
    }

    /// <summary>Task on the stack → what the interface method returns.</summary>
    public void EmitFromTask(ILGenerator il)
    {
        if (_returnType == typeof(void))
        {
            il.Emit(OpCodes.Pop);
            return;
        }

        if (TaskType != typeof(Task))
        {
            il.Emit(OpCodes.Castclass, TaskType);
        }

        if (_isValueTask)
        {
            il.Emit(OpCodes.Newobj, _returnType.GetConstructor([TaskType])!);
        }
    }

    /// <summary>What the grain method returned → task on the stack.</summary>
    public void EmitToTask(ILGenerator il)
    {
        if (_returnType == typeof(void))
        {
            il.Emit(OpCodes.Call, typeof(Task).GetProperty(nameof(Task.CompletedTask))!.GetMethod!);
        }
        else if (_isValueTask)
        {
            var local = il.DeclareLocal(_returnType);
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
            il.Emit(OpCodes.Call, _returnType.GetMethod(nameof(ValueTask.AsTask))!);
        }
    }
}
