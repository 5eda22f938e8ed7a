# What `cmake --install` puts in place: the library, its header, and what find_package(Sluice) and
# pkg-config read. All paths are relative to where they lie, so that the folder can be moved.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Sluice)
set(pc_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

target_include_directories(sluice INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
install(TARGETS sluice EXPORT Sluice ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES src/sluice.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# it depends on nothing, so its targets are all of its configuration
install(EXPORT Sluice NAMESPACE Sluice:: FILE SluiceConfig.cmake DESTINATION ${config_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/SluiceConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/SluiceConfigVersion.cmake DESTINATION ${config_folder})

file(RELATIVE_PATH to_prefix /prefix/${pc_folder} /prefix)
file(WRITE ${CMAKE_BINARY_DIR}/sluice.pc "\
prefix=\${pcfiledir}/${to_prefix}
Name: sluice
Description: Recurrent networks that learn a text
Version: ${SL_VERSION}
Cflags: -I\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}
Libs: -L\${prefix}/${CMAKE_INSTALL_LIBDIR} -lsluice
")
install(FILES ${CMAKE_BINARY_DIR}/sluice.pc DESTINATION ${pc_folder})
