# The engines with an Emscripten that knows relaxed SIMD.
add_library(tests OBJECT ${test_sources})
target_compile_options(tests PRIVATE ${flags_tests})

foreach(engine IN LISTS engines)
    add_library(core-${engine} OBJECT ${core_sources})
    target_compile_options(core-${engine} PRIVATE ${flags_${engine}})

    add_executable(sluice-${engine} $<TARGET_OBJECTS:core-${engine}>)
    target_link_options(sluice-${engine} PRIVATE ${flags_${engine}} -Oz --no-entry)
    set_target_properties(sluice-${engine} PROPERTIES LINKER_LANGUAGE C
                          RUNTIME_OUTPUT_DIRECTORY ${module_folder})
    set(module $<TARGET_FILE:sluice-${engine}>)
    add_custom_command(TARGET sluice-${engine} POST_BUILD
                       COMMAND ${optimise} ${module} -o ${module} COMMAND ${split} ${module} VERBATIM)
    set_target_properties(sluice-${engine} PROPERTIES LINK_DEPENDS ${splitter})

    add_executable(sluice_tests_${engine} ${engine_tests} $<TARGET_OBJECTS:tests>
                   $<TARGET_OBJECTS:core-${engine}>)
    target_compile_options(sluice_tests_${engine} PRIVATE ${flags_${engine}})
    target_link_options(sluice_tests_${engine} PRIVATE ${flags_${engine}} -O1)

    add_executable(kernel-${engine} EXCLUDE_FROM_ALL ${kernel_sources})
    target_compile_options(kernel-${engine} PRIVATE ${flags_${engine}})
    target_link_options(kernel-${engine} PRIVATE ${flags_${engine}} -Oz --no-entry)
    set_target_properties(kernel-${engine} PROPERTIES LINKER_LANGUAGE C
                          RUNTIME_OUTPUT_DIRECTORY ${bench_folder})

    add_executable(named-${engine} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:core-${engine}>)
    target_link_options(named-${engine} PRIVATE ${flags_${engine}} -Oz --no-entry
                        --profiling-funcs)
    set_target_properties(named-${engine} PROPERTIES LINKER_LANGUAGE C
                          RUNTIME_OUTPUT_DIRECTORY ${bench_folder})
    add_dependencies(bench kernel-${engine} named-${engine})
endforeach()
